#include "auth/log_in_limit.h"

#include <plume/network.h>

#include <algorithm>

namespace {

using std::chrono::seconds;

constexpr seconds first_wait{30}, longest_wait{15 * 60}, remembered{60 * 60};
constexpr std::size_t longest_email = 160;  // of the store; what is longer is nobody's

std::string name_of(std::string_view email) {
  std::string name(email.substr(0, longest_email));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return name;
}

seconds wait_after(int failures_too_many) {
  return std::min(longest_wait, first_wait * (1 << std::min(failures_too_many, 8)));
}

}  // namespace

seconds LogInLimit::begin(std::string_view email, std::string_view client) {
  const std::lock_guard lock(mutex_);
  const auto now = now_();
  // The client first: one that must wait shall not make the owner of an address wait, too.
  const auto wait = begin(clients_, plume::network_of(client), most_of_client, now);
  return wait > seconds(0) ? wait : begin(emails_, name_of(email), most_of_email, now);
}

void LogInLimit::succeeded(std::string_view email, std::string_view client) {
  const std::lock_guard lock(mutex_);
  emails_.erase(name_of(email));
  const auto found = clients_.find(plume::network_of(client));
  if (found == clients_.end()) return;
  --found->second.count;
  found->second.until = {};
}

seconds LogInLimit::begin(FailuresByName& known, std::string_view name, int most, Clock::time_point now) {
  const auto is_older = [](const auto& a, const auto& b) { return a.second.last < b.second.last; };
  if (known.size() == most_kept && !known.contains(name))
    known.erase(std::min_element(known.begin(), known.end(), is_older));
  Failures& failures = known[std::string(name)];
  if (now < failures.until) return std::chrono::ceil<seconds>(failures.until - now);
  if (now - failures.last > remembered) failures.count = 0;
  failures.last = now;
  if (++failures.count >= most) failures.until = now + wait_after(failures.count - most);
  return seconds(0);
}
