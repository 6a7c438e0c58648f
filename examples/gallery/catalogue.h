// The examples that the gallery shows.
#pragma once

#include <string_view>

namespace gallery {

struct Example {
  std::string_view name;  ///< of its folder, and of its page in the navigation's addresses
  std::string_view path;  ///< where its page is
  std::string_view title;
  std::string_view summary;  ///< what it does, in one sentence
  std::string_view shows;    ///< what of Plume can be learned from it
};

inline constexpr Example examples[] = {
    {"counter", "/counter", "Counter", "A number and three buttons: the smallest live page.", "Events, assigns"},
    {"clock", "/clock", "Clock", "A clock face that the server redraws every second.", "Timers, messages, SVG"},
    {"table", "/table", "Table", "A thousand rows: updated, swapped, appended and removed while you watch.",
     "Keyed lists, patches of the URL"},
    {"form", "/form", "Form", "A sign-up form that is checked on the server while it is filled in.",
     "Form events, typed values and errors, recovery"},
    {"order", "/order", "Nested form", "An order with lines to add, move and remove, as typed values.",
     "Nested forms, structs and vectors, enumerations"},
    {"components", "/components", "Core components",
     "Buttons, forms, tables, dialogs: the set that applications begin with.", "Components, accessibility, themes"},
    {"board", "/board", "Board", "Tasks on cards, which are edited in place and moved between columns.",
     "Live components, messages, one query for all"},
    {"search", "/search", "Search", "Countries and capitals, found while you type.", "Debouncing, query parameters"},
    {"forecast", "/forecast/oslo", "Forecast", "The weather of places, told by a service that takes its time.",
     "Asynchronous work, navigation"},
    {"chat", "/chat/lobby", "Chat", "Rooms for everybody who has this page open.", "PubSub, objects shared by pages"},
    {"feed", "/feed", "Feed", "Ten thousand readings and more, scrolled both ways, while new ones come.",
     "Streams, endless scrolling"},
    {"album", "/album", "Album", "Pictures of all visitors, chosen or dropped, with previews and progress.",
     "Uploads, checked files"},
    {"monitor", "/monitor", "Monitor", "Processor and memory of this machine, drawn as they change.",
     "Charts without JavaScript"},
};

/// The example of that name, or nullptr.
constexpr const Example* find_example(std::string_view name) {
  for (const Example& example : examples)
    if (example.name == name) return &example;
  return nullptr;
}

}  // namespace gallery
