#pragma once

#include <plume/async.h>
#include <plume/live_view.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "forecast/weather.h"
#include "gallery/page.h"

/// The weather of a place, which a slow service tells: the page is there at once, and the forecast comes when it comes.
class ForecastLive : public plume::LiveView {
 public:
  const Place* place = nullptr;                          ///< of the path
  plume::Assign<std::size_t> chosen{0};                  ///< the day, of the query
  plume::Assign<plume::AsyncResult<Forecast>> forecast;  ///< by assign_async
  plume::Assign<bool> comparing{false};                  ///< start_async goes on
  plume::Assign<std::string> warmest;                    ///< what came of it

  /// Throws HttpError 404 where there is no such place.
  void mount(const plume::Params& params, const plume::Session& session) override;
  void handle_params(const plume::Params& params, std::string_view uri) override;
  void handle_event(std::string_view event, const plume::Params& params) override;
  void handle_async(std::string_view name, const plume::AsyncOutcome& outcome) override;

  std::string path_of(std::size_t day) const;

 private:
  void ask();
};
