// Renders views with live components in random states, as merge.test.mjs asks for it, line by line:
//   live_steps --seed N --template NAME
// It writes {"join":{…},"controls":…,"html":"…"}, then answers each line of its input by one line:
//   step              something changes: {"diff":{…},"html":"…"}
//   will_destroy N…   as the client's message cids_will_destroy: {}
//   destroyed N…      as cids_destroyed: {"cids":[…]}
// where html is a fresh render of the whole. Ends with status 1 where a diff says what needs not be said.
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

#include "base/json.h"
#include "key_hash_bits.h"
#include "live_page.h"
#include "random_list.h"
#include "view/process.h"

namespace property {
namespace {

/// A view, its client's events, and fresh renders of it.
class Session {
 public:
  Session(const LiveSample& sample, std::uint64_t seed)
      : sample_(sample), random_(seed), process_(sample.type, "phx-P", {}) {
    original.random = &random_;
    process_.mount({}, {}, {});
    page(process_).fill(random_);
  }

  std::string diff() {
    std::string out = "{";
    process_.append_diff(out);
    if (out.size() == 1) return "{}";
    out.back() = '}';
    return out;
  }

  std::string html() {
    original.copying = true;
    std::string out;
    {
      plume::view::Process fresh(sample_.type, "phx-P", {});
      page(fresh).copy(page(process_));
      fresh.render_html(out);
    }
    original.copying = false;
    return out;
  }

  /// One message of the client or of the application.
  void step() {
    const auto what = random_.below(12);
    if (what < 5) return process_.handle_event("change", {});
    if (what < 9) return to_any("change");
    if (what < 10) return to_any("rename");
    if (original.parts.empty()) return;
    plume::runtime::Mail mail;
    mail.kind = plume::view::update_mail;
    mail.message = any_part().message();
    process_.handle_mail(mail);
  }

  /// Writes every field with the value it has; the diff must be empty.
  void expect_nothing_where_all_is_written_again() {
    expect_nothing("without a change");
    if (sample_.controls || any_renamed() || reported_) return;
    process_.handle_event("touch", {});
    expect_nothing("where all fields of the view were written with equal values");
    for (const auto& [key, part] : std::map(original.parts)) {
      process_.handle_component_event(part->myself.number(), "touch", {});
      expect_nothing("where all fields of component " + std::to_string(part->myself.number()) +
                     " were written with equal values");
    }
  }

  /// What is rendered again between both is sent whole.
  void will_destroy(std::uint32_t cid) {
    reported_ = true;
    process_.components().will_destroy(cid);
  }
  bool destroy(std::uint32_t cid) { return process_.components().destroy(cid); }
  void all_destroyed() { reported_ = false; }

 private:
  static Fields& page(plume::view::Process& process) { return dynamic_cast<Fields&>(process.view()); }

  Part& any_part() {
    auto at = original.parts.begin();
    std::advance(at, random_.below(original.parts.size()));
    return *at->second;
  }
  // To one that is there, or now and then to any number.
  void to_any(std::string_view event) {
    const bool any_number = original.parts.empty() || random_.once_in(10);
    const auto cid = any_number ? static_cast<std::uint32_t>(random_.below(50)) : any_part().myself.number();
    process_.handle_component_event(cid, event, {});
  }
  static bool any_renamed() {
    for (const auto& [key, part] : original.parts)
      if (part->renamed()) return true;
    return false;
  }
  void expect_nothing(const std::string& when) {
    const std::string said = diff();
    if (said != "{}") throw std::logic_error("nothing was to be sent " + when + ", but this was: " + said);
  }

  const LiveSample& sample_;
  Random random_;
  plume::view::Process process_;
  bool reported_ = false;
};

std::map<std::string, LiveSample> live_samples() {
  std::map<std::string, LiveSample> all;
#define PLUME_SAMPLE(name) all.emplace(#name, live_sample<name>());
  RANDOM_TEMPLATES(PLUME_SAMPLE)
#undef PLUME_SAMPLE
  return all;
}

// The diff first: a fresh render shows the components as they are after it.
std::string diff_and_html(Session& session, const std::string& name) {
  std::string line = "{\"" + name + "\":" + session.diff() + ",\"html\":";
  plume::append_json_string(line, session.html());
  return line + "}";
}

std::string answer(Session& session, std::istringstream words) {
  std::string command;
  words >> command;
  if (command == "step") {
    session.step();
    const std::string line = diff_and_html(session, "diff");
    session.expect_nothing_where_all_is_written_again();
    return line;
  }
  std::string gone;
  for (std::uint32_t cid; words >> cid;) {
    if (command == "will_destroy")
      session.will_destroy(cid);
    else if (session.destroy(cid))
      gone += (gone.empty() ? "" : ",") + std::to_string(cid);
  }
  if (command == "will_destroy") return "{}";
  session.all_destroyed();
  return "{\"cids\":[" + gone + "]}";
}

void run(const LiveSample& sample, std::uint64_t seed) {
  Session session(sample, seed);
  std::string join = diff_and_html(session, "join");
  join.back() = ',';
  std::cout << join << "\"controls\":" << (sample.controls ? "true" : "false") << "}" << std::endl;
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(session, std::istringstream(line)) << std::endl;
}

}  // namespace
}  // namespace property

int main(int argc, char** argv) {
  if (argc != 5 || std::strcmp(argv[1], "--seed") != 0 || std::strcmp(argv[3], "--template") != 0) {
    std::cerr << "usage: live_steps --seed N --template NAME\n";
    return 2;
  }
  property::shorten_key_hashes_if_asked();
  try {
    const auto samples = property::live_samples();
    const auto sample = samples.find(argv[4]);
    if (sample == samples.end()) throw std::invalid_argument(std::string("there is no template ") + argv[4]);
    property::run(sample->second, std::strtoull(argv[2], nullptr, 10));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "live_steps: " << error.what() << '\n';
    return 1;
  }
}
