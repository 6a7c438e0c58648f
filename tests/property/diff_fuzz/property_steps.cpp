// Renders templates of random states step by step, as JSON lines for merge.test.mjs:
//   property_steps --seed N --steps N [--template NAME]
// For each template a line {"template":…,"join":{…},"html":"…"}, then one {"diff":{…},"html":"…"} for each step, where
// html is a fresh render of the whole. Ends with status 1 where a diff says what needs not be said.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include "base/json.h"
#include "file_template.h"
#include "key_hash_bits.h"
#include "random_list.h"
#include "render/sinks.h"
#include "sample.h"
#include "templates.h"

namespace property {
namespace {

struct Options {
  std::uint64_t seed = 1;
  int steps = 100;
  std::string only;
};

std::vector<Sample> all_samples() {
  std::vector<Sample> all{
      sample<Texts>("Texts"),
      sample<Adjacent>("Adjacent"),
      sample<Attributes>("Attributes"),
      sample<ClassLists>("ClassLists"),
      sample<Spreads>("Spreads"),
      sample<RawMarkup>("RawMarkup"),
      sample<If>("If"),
      sample<NestedIfs>("NestedIfs"),
      sample<Switch>("Switch"),
      sample<ConditionVariable>("ConditionVariable"),
      sample<PlainLoop>("PlainLoop"),
      sample<KeyedLoop>("KeyedLoop"),
      sample<FilteredLoop>("FilteredLoop"),
      sample<LoopInLoop>("LoopInLoop"),
      sample<KeyedInKeyed>("KeyedInKeyed"),
      sample<BranchesInLoops>("BranchesInLoops"),
      sample<CountedLoops>("CountedLoops"),
      sample<Components>("Components"),
      sample<DefaultSlots>("DefaultSlots"),
      sample<NamedSlots>("NamedSlots"),
      sample<SlotsOfLoops>("SlotsOfLoops"),
      sample<LetArguments>("LetArguments"),
      sample<SlotsInLoops>("SlotsInLoops"),
      sample<FormControls>("FormControls"),
      sample<Nothing>("Nothing"),
      sample<FileTemplate>("FileTemplate"),
  };
#define PLUME_SAMPLE(name) all.push_back(sample<name>(#name));
  RANDOM_TEMPLATES(PLUME_SAMPLE)
#undef PLUME_SAMPLE
  return all;
}

/// A view without a process: its state, its client's shadow and the epochs between.
class Session {
 public:
  explicit Session(const Sample& sample) : fields_(sample.make()) { enter(); }

  Fields& fields() { return *fields_; }
  void enter() const { plume::detail::current_epoch = rendered_ + 1; }

  /// The diff since the last one as a JSON object; all of it the first time.
  std::string diff() {
    std::string out = "{";
    render_.diff(out, shadow_, rendered_, [this](plume::Render& r) { fields_->render(r); });
    ++rendered_;
    enter();
    if (out.size() == 1) return "{}";
    out.back() = '}';
    return out;
  }

  std::string html() {
    std::string out;
    plume::HtmlRender render(out);
    fields_->render(render);
    return out;
  }

 private:
  std::unique_ptr<Fields> fields_;
  plume::DiffRender render_;
  plume::Shadow shadow_;
  std::uint32_t rendered_ = 1;
};

void expect_nothing(const std::string& diff, const char* when) {
  if (diff != "{}") throw std::logic_error("nothing was to be sent " + std::string(when) + ", but this was: " + diff);
}

void print(const std::string& head, const std::string& diff, const std::string& html) {
  std::string line = "{" + head + diff + ",\"html\":";
  plume::append_json_string(line, html);
  line += "}\n";
  std::fwrite(line.data(), 1, line.size(), stdout);
}

void run(const Sample& sample, const Options& options) {
  Random random(options.seed);
  Session session(sample);
  session.fields().fill(random);
  print("\"template\":\"" + sample.name + "\",\"controls\":" + (sample.controls ? "true" : "false") + ",\"join\":",
        session.diff(), session.html());
  for (int step = 1; step <= options.steps; ++step) {
    session.fields().change(random);
    print("\"diff\":", session.diff(), session.html());
    try {
      expect_nothing(session.diff(), "without a change");
      session.fields().touch();
      const std::string touched = session.diff();
      if (!sample.controls) expect_nothing(touched, "where all fields were written with equal values");
    } catch (const std::exception& error) {
      throw std::logic_error("step " + std::to_string(step) + ": " + error.what());
    }
  }
}

template <class Number>
Number number_of(const char* text) {
  Number number{};
  const char* end = text + std::strlen(text);
  if (std::from_chars(text, end, number).ptr != end) throw std::invalid_argument(std::string("not a number: ") + text);
  return number;
}

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    if (i + 1 == argc) throw std::invalid_argument(std::string(name) + " needs a value");
    if (name == "--seed")
      options.seed = number_of<std::uint64_t>(argv[i + 1]);
    else if (name == "--steps")
      options.steps = number_of<int>(argv[i + 1]);
    else if (name == "--template")
      options.only = argv[i + 1];
    else
      throw std::invalid_argument("unknown option " + std::string(name));
  }
  return options;
}

int run_all(const Options& options) {
  int failures = 0;
  for (const Sample& sample : all_samples()) {
    if (!options.only.empty() && options.only != sample.name) continue;
    try {
      run(sample, options);
    } catch (const std::exception& error) {
      ++failures;
      std::fprintf(stderr, "property_steps --seed %llu --steps %d --template %s: %s\n",
                   static_cast<unsigned long long>(options.seed), options.steps, sample.name.c_str(), error.what());
    }
  }
  return failures == 0 ? 0 : 1;
}

}  // namespace
}  // namespace property

int main(int argc, char** argv) {
  property::shorten_key_hashes_if_asked();
  try {
    return property::run_all(property::options_of(argc, argv));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "property_steps: %s\n", error.what());
    return 2;
  }
}
