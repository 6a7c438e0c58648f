#pragma once

#include <plume/live_view.h>

#include <string>

/// A page that holds its template.
class GreetingLive : public plume::LiveView {
 public:
  plume::Assign<std::string> name{"package"};

  PLUME_HEEX(R"heex(<p>Hello, {@name}</p>)heex")
};
