#include "base/query.h"

#include <functional>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/percent.h"
#include "base/utf8.h"

namespace plume {
namespace {

/// Whether `name` is a text without brackets followed by nothing but […] parts.
bool has_wellformed_brackets(std::string_view name) {
  std::size_t at = name.find_first_of("[]");
  if (at == 0) return false;
  while (at < name.size()) {
    if (name[at] != '[') return false;
    at = name.find_first_of("[]", at + 1);
    if (at == std::string_view::npos || name[at] != ']') return false;
    ++at;
  }
  return true;
}

/// Takes the parts of a field name one by one: "a[b][]" is "a", "b" and "".
class NameParts {
 public:
  explicit NameParts(std::string_view name)
      : rest_(name), open_(has_wellformed_brackets(name) ? name.find('[') : std::string_view::npos) {}

  std::string_view take() {
    const std::string_view part = rest_.substr(0, open_);
    if (open_ == std::string_view::npos) {
      rest_ = {};
      return part;
    }
    rest_.remove_prefix(part.size() + 1 + (rest_[part.size()] == ']'));
    open_ = rest_.find(']');
    return part;
  }
  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  std::size_t open_;
};

}  // namespace
}  // namespace plume
