#include "components/components_live.h"

void ComponentsLive::handle_params(const plume::Params& params, std::string_view) {
  page = static_cast<int>(params["page"].integer_or(1));
}

void ComponentsLive::handle_event(std::string_view event, const plume::Params& params) {
  if (event == "sort") sort(params);
  if (event == "add" || event == "cancel") {
    adding = event == "add";
    bird = empty_form();
  }
  if (event == "remove" && !birds->empty()) birds.edit().pop_back();
  if (event == "validate" || event == "save") validate(params["bird"], event == "save");
  if (event == "fill-in") inputs = plume::to_form(params["all"], {.as = "all"});
  if (event == "tab") tab = params["tab"].text();
  if (event == "choose") chosen = params["what"].text();
  if (event == "load") loaded = (loaded + 15) % 115;
  if (event == "say") put_flash(params["kind"].text() == "error" ? "error" : "info", "This came from the server.");
}

void ComponentsLive::sort(const plume::Params& params) {
  sorted_by = params["sort"].text();
  direction = params["direction"].text() == "descending" ? "descending" : "ascending";
  sort_birds(birds.edit(), *sorted_by, direction == "descending");
}

void ComponentsLive::validate(const plume::Params& params, bool save) {
  const auto submitted = plume::decode<Bird>(params);
  bird = plume::to_form(submitted, {.as = "bird"});
  if (!save || !submitted.ok()) return;
  adding = false;
  if (birds->size() >= most) return put_flash("error", "There are enough birds now.");
  birds.edit().push_back(submitted.value);
  put_flash("info", submitted.value.name + " was added.");
}
