#include "forecast/forecast_live.h"

#include <plume/http.h>

#include <algorithm>

namespace {

/// Where it is going to be warmest: here, or in one of three other places.
std::string find_warmest(const Place& here, const std::stop_token& stop) {
  std::string_view warmest;
  int highest = -100;
  for (const Place* place : {&here, &places[0], &places[1], &places[2]}) {
    for (const Day& day : ask_for_forecast(*place, stop)) {
      if (day.high <= highest) continue;
      highest = day.high;
      warmest = place->name;
    }
  }
  return std::string(warmest) + ", with " + std::to_string(highest) + " °C";
}

}  // namespace

void ForecastLive::mount(const plume::Params& params, const plume::Session&) {
  place = find_place(params["place"].text());
  if (!place) throw plume::HttpError(404, "there is no such place");
  page_title = "Forecast";
  ask();
}

void ForecastLive::handle_params(const plume::Params& params, std::string_view) {
  chosen = static_cast<std::size_t>(std::clamp<std::int64_t>(params["day"].integer_or(0), 0, 4));
}

void ForecastLive::handle_event(std::string_view event, const plume::Params&) {
  if (event == "ask") ask();
  if (event == "cancel") cancel_async(forecast, "You did not wait for the answer.");
  if (event == "compare") {
    comparing = true;
    warmest = "";
    start_async("warmest", [here = place](const std::stop_token& stop) { return find_warmest(*here, stop); });
  }
  if (event == "stop") cancel_async("warmest", "you stopped it");
}

void ForecastLive::handle_async(std::string_view, const plume::AsyncOutcome& outcome) {
  comparing = false;
  const auto* found = outcome.get_if<std::string>();
  warmest = found ? *found : "Nobody knows: " + outcome.failure()->reason;
}

std::string ForecastLive::path_of(std::size_t day) const {
  return "/forecast/" + std::string(place->id) + "?day=" + std::to_string(day);
}

void ForecastLive::ask() {
  assign_async(forecast, [place = place](const std::stop_token& stop) { return ask_for_forecast(*place, stop); });
}
