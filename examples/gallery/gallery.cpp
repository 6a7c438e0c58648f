#include "gallery/gallery.h"

#include <plume/plume.h>

#include "album/album_live.h"
#include "board/board_live.h"
#include "chat/chat_live.h"
#include "clock/clock_live.h"
#include "components/components_live.h"
#include "counter/counter_live.h"
#include "feed/feed_live.h"
#include "forecast/forecast_live.h"
#include "form/sign_up_live.h"
#include "gallery/index_live.h"
#include "gallery/site_layout.h"
#include "gallery/source_live.h"
#include "monitor/monitor_live.h"
#include "order/order_live.h"
#include "search/search_live.h"
#include "site_assets.h"
#include "table/table_live.h"

namespace gallery {
namespace {

Rooms make_rooms() {
  Rooms rooms;
  for (const char* name : {"lobby", "cpp", "random"}) rooms[name];
  return rooms;
}

plume::EndpointOptions options() {
  plume::EndpointOptions options;
  options.live_view.signing_salt = "gallery of examples";
  options.root_layout = [] { return std::make_unique<SiteLayout>(); };
  options.assets = {site_assets(), plume::core::assets()};
  return options;
}

void add_routes(plume::Router& router, Rooms& rooms, Pictures& pictures) {
  router.live<IndexLive>("/");
  router.live<SourceLive>("/source/:example");
  router.live<CounterLive>("/counter");
  router.live<ClockLive>("/clock");
  router.live<TableLive>("/table", {.action = "keyed"});
  router.live<TableLive>("/table/unkeyed", {.action = "unkeyed"});
  router.live<SignUpLive>("/form");
  router.live<OrderLive>("/order");
  router.live<ComponentsLive>("/components");
  router.live<BoardLive>("/board");
  router.live<SearchLive>("/search");
  router.live<ForecastLive>("/forecast/:place");
  router.live("/chat/:room", [&rooms] { return std::make_unique<ChatLive>(rooms); });
  router.live<FeedLive>("/feed");
  router.live("/album", [&pictures] { return std::make_unique<AlbumLive>(pictures); });
  router.get("/album/pictures/:id", [&pictures](const plume::Request& request) {
    return pictures.response(request.path_params["id"].text());
  });
  router.live<MonitorLive>("/monitor");
}

}  // namespace

Gallery::Gallery() : rooms_(make_rooms()), endpoint_(options()) { add_routes(endpoint_.router(), rooms_, pictures_); }

}  // namespace gallery
