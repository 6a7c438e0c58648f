// The page in whose template the mistakes are made, and the components that it calls.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plume/async.h"
#include "plume/built_in.h"
#include "plume/form_data.h"
#include "plume/generated/component_call.h"
#include "plume/js.h"
#include "plume/layout.h"
#include "plume/live_component.h"
#include "plume/live_render.h"
#include "plume/live_view.h"
#include "plume/range.h"
#include "plume/select_options.h"

namespace shop {

struct Opaque {
  int inside = 0;
};
enum class Mode { list, grid };
struct Item {
  int id = 0;
  std::string name;
  double price = 0;
  std::optional<std::string> note;
  bool operator==(const Item&) const = default;
};

struct badge {
  plume::Required<std::string> label;
  plume::OneOf<"plain", "primary", "danger"> kind;
  int n = 0;
  bool rounded = false;
  std::optional<int> max;
  std::optional<double> ratio;
  std::optional<std::string> hint;
  void render(plume::Render&) {}
};
struct column {
  plume::Required<std::string_view> label;
  bool wide = false;
};
struct table {
  plume::Required<std::vector<Item>> rows;
  plume::Required<plume::Slot<Item, column>> col;
  plume::Slot<std::pair<Item, int>> action;
  plume::Rest rest;
  void render(plume::Render&) {}
};
struct panel {
  plume::Required<std::string> title;
  plume::Slot<> footer;
  plume::Required<plume::Slot<>> inner_block;
  plume::Rest rest;
  static constexpr std::string_view included[] = {"href"};
  void render(plume::Render&) {}
};
struct framed_panel : panel {
  void render(plume::Render&) {}
};
struct rule {
  void render(plume::Render&) {}
};

struct Row : plume::LiveComponent {
  plume::Assign<std::string> name;
  plume::Assign<int> hits{0};
  std::string_view view;
  void render(plume::Render&) override {}
};
struct ClockLive : plume::LiveView {
  void render(plume::Render&) override {}
};

class PageLive : public plume::LiveView {
 public:
  plume::Assign<int> count{0};
  plume::Assign<double> price{1.5};
  plume::Assign<bool> busy{false};
  plume::Assign<std::string> title;
  plume::Assign<std::string> kind;
  plume::Assign<std::optional<std::string>> hint;
  plume::Assign<std::vector<Item>> items;
  plume::Assign<std::map<std::string, int>> stock;
  plume::Assign<Mode> mode{Mode::list};
  plume::Assign<Opaque> opaque;
  plume::Assign<plume::Form> form;
  plume::Assign<plume::AsyncResult<Item>> loaded;
  plume::Assign<plume::ComponentOf<panel>> shape{plume::ComponentOf<panel>::of<framed_panel>()};
  plume::Rest rest;
  std::unique_ptr<int> pointer;
  int twice(int n) const { return 2 * n; }
  void reset() {}
  static std::string shout(const std::string& text) { return text + "!"; }

 private:
  plume::Assign<std::string> secret;
};

}  // namespace shop
