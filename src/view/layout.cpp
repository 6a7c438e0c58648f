#include "plume/layout.h"

#include <stdexcept>

#include "view/process.h"

namespace plume {
namespace {

struct Content {
  view::Process& process;
  void render(Render& r) { process.render_content(r); }
};

}  // namespace

void InnerContent::render_into(Render& r) const {
  Content content{process_};
  call(r, content, {});
}

void Layout::check(const LiveView& view) const {
  if (kind_ && !kind_->fits(view))
    throw std::logic_error("the layout " + kind_->name() +
                           " is for views of another class than the one that is mounted");
}

}  // namespace plume
