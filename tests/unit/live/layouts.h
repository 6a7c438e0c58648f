// Pages with live layouts, and views that render something else than their template.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plume/live_component.h"
#include "plume/plume.h"

namespace live_pages {

/// What all pages of the shop have.
class ShopLive : public plume::LiveView {
 public:
  plume::Assign<int> basket{0};
  plume::Assign<std::string> article{"apple"};

  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "buy") ++basket;
    if (event == "show") article = params["article"].text();
    if (event == "thank") put_flash("info", "Thank you!");
    if (event == "title") page_title = "Shop";
    if (event == "relayout") set_layout(plume::no_layout);
  }
};

struct ShopLayout : plume::LayoutOf<ShopLive> {
  const plume::Assign<int>& basket = view.basket;

  PLUME_HEEX(
      R"heex(<header>{@basket} in {@live_action}</header><p :if={@flash["info"]}>{@flash["info"]}</p><main>{@inner_content}</main><footer>{@view.article.get().size()}</footer>)heex")
};

struct QuietLayout : plume::LiveLayout {
  PLUME_HEEX(R"heex(<aside>{@page_title}</aside>{@inner_content})heex")
};

/// Its class declares the layout.
class FruitLive : public ShopLive {
 public:
  static plume::ViewOptions view_options() { return {.layout = plume::layout<ShopLayout>}; }
  PLUME_HEEX(R"heex(<b>{@article}</b>)heex")
};

/// Its mount chooses the layout that `?layout=…` names.
class ChoiceLive : public FruitLive {
 public:
  void mount(const plume::Params& params, const plume::Session&) override {
    if (params["layout"].text() == "quiet") set_layout(plume::layout<QuietLayout>);
    if (params["layout"].text() == "none") set_layout(plume::no_layout);
  }
  PLUME_HEEX(R"heex(<i>{@article}</i>)heex")
};

/// Has another view in it, whose class has a layout too: that does not show; another one's mount chooses one.
class MarketLive : public plume::LiveView {
 public:
  PLUME_HEEX(R"heex({plume::live_render<FruitLive>("fruit")}{plume::live_render<ChosenLive>("chosen")})heex")

  class ChosenLive : public plume::LiveView {
   public:
    void mount(const plume::Params&, const plume::Session&) override { set_layout(plume::layout<QuietLayout>); }
    PLUME_HEEX(R"heex(<u>chosen</u>)heex")
  };
};

struct sketch {
  const plume::Assign<std::string>& name;
  std::string note;
  PLUME_HEEX(R"heex(<p>{@note} {@name}</p>)heex")
};

class Row : public plume::LiveComponent {
 public:
  plume::Assign<std::string> name;
  void handle_event(std::string_view event, const plume::Params&) override {
    if (event == "sketch") render_with(sketch{name, "row"});
    if (event == "own") render_with(nullptr);
    if (event == "two") render_with(two{});
  }
  struct two {
    PLUME_HEEX(R"heex(<i></i><i></i>)heex")
  };
  PLUME_HEEX(R"heex(<li>{@name}</li>)heex")
};

/// A sketch of itself until it is connected, and whenever it is asked for.
class SlowLive : public plume::LiveView {
 public:
  plume::Assign<std::string> name{"report"};
  plume::Assign<std::vector<int>> rows;
  void mount(const plume::Params&, const plume::Session&) override {
    if (!connected()) render_with(sketch{name, "loading"});
  }
  void handle_event(std::string_view event, const plume::Params& params) override {
    if (event == "name") name = params["to"].text();
    if (event == "sketch") render_with(sketch{name, "sketch of"});
    if (event == "own") render_with(nullptr);
  }
  PLUME_HEEX(R"heex(<h1>{@name}</h1><.live_component module={Row} id="row" name={@name} />)heex")
};

}  // namespace live_pages
