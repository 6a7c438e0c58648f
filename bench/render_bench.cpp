// Rendering alone: diffs of changed and unchanged templates, beside fmt formatting the same values.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "bench/count_allocations.h"
#include "bench/render_pages.h"
#include "http/websocket_deflate.h"
#include "render/sinks.h"
#include "view/process.h"

namespace {

using bench::HundredLive;
using bench::RowsLive;

// Diffs of one view, again and again, as the runtime makes them.
template <class View>
class Differ {
 public:
  explicit Differ(View& view) : view_(view) { next(); }
  const std::string& next() {
    out_.clear();
    render_.diff(out_, shadow_, rendered_, [&](plume::Render& r) { view_.render(r); });
    rendered_ = plume::detail::current_epoch++;
    return out_;
  }
  const std::string& last() const { return out_; }

 private:
  View& view_;
  plume::Shadow shadow_;
  plume::DiffRender render_;
  std::string out_;
  std::uint32_t rendered_ = 0;
};

void fmt_3000_values(benchmark::State& state) {
  const auto rows = bench::thousand_rows();
  for (auto _ : state) {
    fmt::memory_buffer buffer;
    for (const auto& row : rows) fmt::format_to(std::back_inserter(buffer), "{}{}{}", row.id, row.label, row.amount);
    benchmark::DoNotOptimize(buffer.data());
  }
}
BENCHMARK(fmt_3000_values);

// Runs `step` for each iteration, and reports how often the render in it allocated.
template <class Step>
void measure(benchmark::State& state, Step step) {
  step();
  const auto before = bench::allocations();
  for (auto _ : state) step();
  state.counters["allocations"] =
      benchmark::Counter(static_cast<double>(bench::allocations() - before), benchmark::Counter::kAvgIterations);
}

template <bool keyed>
void update_every_tenth(benchmark::State& state) {
  RowsLive view;
  view.keyed = keyed;
  view.rows.edit() = bench::thousand_rows();
  Differ differ(view);
  measure(state, [&] {
    auto& rows = view.rows.edit();
    for (std::size_t i = 0; i < rows.size(); i += 10) ++rows[i].amount;
    benchmark::DoNotOptimize(differ.next().data());
  });
}
BENCHMARK(update_every_tenth<false>);
BENCHMARK(update_every_tenth<true>);

void keyed_swap(benchmark::State& state) {
  RowsLive view;
  view.keyed = true;
  view.rows.edit() = bench::thousand_rows();
  Differ differ(view);
  measure(state, [&] {
    auto& rows = view.rows.edit();
    std::swap(rows[1], rows[998]);
    benchmark::DoNotOptimize(differ.next().data());
  });
}
BENCHMARK(keyed_swap);

void unchanged_100_dynamics(benchmark::State& state) {
  HundredLive view;
  Differ differ(view);
  measure(state, [&] { benchmark::DoNotOptimize(differ.next().data()); });
}
BENCHMARK(unchanged_100_dynamics);

void dead_render_1000_rows(benchmark::State& state) {
  RowsLive view;
  view.rows.edit() = bench::thousand_rows();
  std::string out;
  for (auto _ : state) {
    out.clear();
    plume::HtmlRender render(out);
    view.render(render);
    benchmark::DoNotOptimize(out.data());
  }
}
BENCHMARK(dead_render_1000_rows);

std::string join_of_1000_rows() {
  RowsLive view;
  view.rows.edit() = bench::thousand_rows();
  return Differ(view).last();
}

void join_1000_rows(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(join_of_1000_rows().data());
}
BENCHMARK(join_1000_rows);

// What EndpointOptions::compress does with that join.
void compress_join_1000_rows(benchmark::State& state) {
  const std::string join = join_of_1000_rows();
  std::size_t bytes = 0;
  for (auto _ : state) bytes = plume::http::deflate_message(join).size();
  state.counters["ratio"] = static_cast<double>(bytes) / static_cast<double>(join.size());
}
BENCHMARK(compress_join_1000_rows);

// A view with its live components.
struct ItemsPage {
  const std::string& diff() {
    out.clear();
    process.append_diff(out);
    return out;
  }

  static inline const plume::view::ViewType type =
      plume::view::view_type<bench::ItemsLive>([] { return std::make_unique<bench::ItemsLive>(); });
  plume::view::Process process{type, "phx-bench", {}};
  std::string out;

  ItemsPage() { process.mount({}, {}, {}); }
};

void join_200_components(benchmark::State& state) {
  std::size_t bytes = 0;
  for (auto _ : state) bytes = ItemsPage().diff().size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(join_200_components);

// All of the page, of components that are there already: what one event's diff is compared with.
void html_of_200_components(benchmark::State& state) {
  ItemsPage page;
  page.diff();
  for (auto _ : state) {
    page.out.clear();
    page.process.render_html(page.out);
    benchmark::DoNotOptimize(page.out.data());
  }
}
BENCHMARK(html_of_200_components);

void event_of_1_of_200_components(benchmark::State& state) {
  ItemsPage page;
  page.diff();
  measure(state, [&] {
    page.process.handle_component_event(100, "click", {});
    benchmark::DoNotOptimize(page.diff().data());
  });
  state.counters["bytes"] = static_cast<double>(page.out.size());
}
BENCHMARK(event_of_1_of_200_components);

// The view is rendered again, and calls each component with the attributes that it has.
void call_of_200_unchanged_components(benchmark::State& state) {
  ItemsPage page;
  page.diff();
  measure(state, [&] {
    page.process.handle_event("again", {});
    benchmark::DoNotOptimize(page.diff().data());
  });
  if (!page.out.empty()) state.SkipWithError("the diff is not empty");
}
BENCHMARK(call_of_200_unchanged_components);

}  // namespace

BENCHMARK_MAIN();
