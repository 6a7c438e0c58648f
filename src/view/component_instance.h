// ComponentInstance: one live component of a view, and what its client holds of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "plume/generated/template_trace.h"
#include "plume/live_component.h"
#include "render/shadow.h"

namespace plume::view {

/// Why a component is rendered next, beside what its call gives to it.
///
/// | due     | because                                     | what it evaluates                                      |
/// | ------- | ------------------------------------------- | ------------------------------------------------------ |
/// | nothing | it is not                                   |                                                        |
/// | calls   | a component with slots stands in it         | everything; calls assign what has certainly changed    |
/// | itself  | of an event, an update, its return          | what may have changed                                  |
enum class Due : std::uint8_t { nothing, calls, itself };

/// Where it is on its way through one message to the client. A component with slots is not queued; one of which nothing
/// changed goes from `rendering` back to `idle`.
enum class Stage : std::uint8_t {
  idle,
  queued,     ///< is rendered behind what called it
  rendering,  ///< its template runs
  sent,       ///< this message has something of it
};

struct ComponentInstance {
  const ComponentType& type;
  const std::string id;  // as first called: the component may change its own
  const std::uint32_t cid;
  std::unique_ptr<LiveComponent> component{};
  Shadow shadow{};
  std::uint32_t rendered = 0;  // epoch of its last render
  std::uint32_t owner = 0;     // cid of the component in whose render it was called; 0: of the view
  std::uint64_t given = 0;     // sum of the attributes of its last call; 0: there was none
  std::uint64_t called = 0;    // the render in which it was last called
  std::unique_ptr<TemplatePosition> called_from{};  // by the template of its owner; null: not known

  Due due = Due::nothing;
  Stage stage = Stage::idle;
  bool whole = false;      // its next render evaluates also what is certainly unchanged
  bool updates = false;    // attributes were assigned: update() comes before its next render
  bool has_slots = false;  // was last called with slots, so it is rendered within its call only
  bool goes = false;       // the client said that it will destroy it
};

}  // namespace plume::view
