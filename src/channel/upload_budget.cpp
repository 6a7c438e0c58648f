#include "channel/upload_budget.h"

namespace plume::channel {

class UploadBudget::Held {
 public:
  Held(std::shared_ptr<UploadBudget> budget, const Owner& owner, std::uint64_t bytes)
      : budget_(std::move(budget)), owner_(owner), bytes_(bytes) {}
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() { budget_->give_back(owner_, bytes_); }

 private:
  const std::shared_ptr<UploadBudget> budget_;
  const Owner owner_;
  const std::uint64_t bytes_;
};

bool UploadBudget::has_room(const Counts& counts, const std::string& name, std::uint64_t bytes, std::uint64_t limit) {
  const auto found = counts.find(name);
  const std::uint64_t held = found == counts.end() ? 0 : found->second;
  return held <= limit && bytes <= limit - held;
}

std::shared_ptr<const void> UploadBudget::take(const Owner& owner, std::uint64_t bytes) {
  {
    const std::scoped_lock lock(mutex_);
    const bool fits = of_all_ <= limits_.of_all && bytes <= limits_.of_all - of_all_ &&
                      has_room(of_socket_, owner.socket, bytes, limits_.of_socket) &&
                      has_room(of_session_, owner.session, bytes, limits_.of_session);
    if (!fits) return nullptr;
    of_all_ += bytes;
    of_socket_[owner.socket] += bytes;
    of_session_[owner.session] += bytes;
  }
  return std::make_shared<Held>(shared_from_this(), owner, bytes);
}

void UploadBudget::give_back(const Owner& owner, std::uint64_t bytes) {
  const std::scoped_lock lock(mutex_);
  of_all_ -= bytes;
  if ((of_socket_[owner.socket] -= bytes) == 0) of_socket_.erase(owner.socket);
  if ((of_session_[owner.session] -= bytes) == 0) of_session_.erase(owner.session);
}

std::uint64_t UploadBudget::held() {
  const std::scoped_lock lock(mutex_);
  return of_all_;
}

}  // namespace plume::channel
