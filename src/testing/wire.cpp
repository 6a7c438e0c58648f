#include "testing/wire.h"

#include <future>
#include <utility>

namespace plume::testing {

// What lives on the loop.
class Wire::Peer : public runtime::Ready, public channel::Transport {
 public:
  Peer(Wire& wire, channel::ConnectInfo info)
      : wire_(wire),
        socket_(std::make_unique<channel::Socket>(wire.app_, wire.shard_, *this, std::move(info),
                                                  [crashes = wire.crashes_](std::string_view topic, auto error) {
                                                    const std::scoped_lock lock(crashes->mutex);
                                                    crashes->by_topic[std::string(topic)] = std::move(error);
                                                  })) {}

  channel::Socket& socket() { return *socket_; }
  void take(std::string bytes, bool binary = false) {
    inbox_.push_back({std::move(bytes), binary});
    wire_.shard_.mark_ready(*this);
  }
  void serve() override {
    if (is_paused_ || inbox_.empty()) return;
    const Message message = std::move(inbox_.front());
    inbox_.pop_front();
    if (!inbox_.empty()) wire_.shard_.mark_ready(*this);
    // `lost` or not, this is not touched any more
    if (message.is_binary)
      socket_->binary(message.bytes);
    else
      socket_->text(message.bytes);
  }
  void send_text(std::string_view text) override {
    const std::scoped_lock lock(wire_.mutex_);
    wire_.received_.emplace_back(text);
    wire_.changed_.notify_all();
  }
  void close(std::uint16_t, std::string_view reason) override {
    const std::scoped_lock lock(wire_.mutex_);
    wire_.closed_ = reason;
    wire_.changed_.notify_all();
  }
  void pause() override { is_paused_ = true; }
  void resume() override {
    is_paused_ = false;
    wire_.shard_.mark_ready(*this);
  }

 private:
  Wire& wire_;
  struct Message {
    std::string bytes;
    bool is_binary;
  };
  std::deque<Message> inbox_;
  bool is_paused_ = false;
  const std::unique_ptr<channel::Socket> socket_;
};

template <class Work>
auto Wire::on_loop(Work work) {
  const auto task = std::make_shared<std::packaged_task<decltype(work())()>>(std::move(work));
  shard_.post([task] { (*task)(); });
  return task->get_future().get();
}

namespace {

// Ready when the view has come to it, or has ended before; true in the first case.
std::future<bool> look_at(runtime::Runtime& runtime, ViewId view, channel::Look look) {
  const auto seen = std::make_shared<std::promise<bool>>();
  auto future = seen->get_future();
  runtime::Mail mail;
  mail.kind = channel::look_mail;
  mail.message = Message(channel::Look([seen, look = std::move(look)](view::Process& process) {
    look(process);
    seen->set_value(true);
  }));
  runtime.send(view, std::move(mail));
  return future;
}

}  // namespace

Wire::Wire(const channel::App& app, channel::ConnectInfo info) : app_(app), shard_(app.runtime.next_shard()) {
  on_loop([&] { peer_ = std::make_unique<Peer>(*this, std::move(info)); });
}

Wire::~Wire() {
  on_loop([this] { peer_->socket().closed("closed"); });
  for (const ViewId view : views_) look_at(app_.runtime, view, [](view::Process&) {}).wait();
  on_loop([this] { peer_.reset(); });
}

void Wire::send(std::string text) {
  shard_.post([this, text = std::move(text)]() mutable { peer_->take(std::move(text)); });
}

void Wire::send_binary(std::string data) {
  shard_.post([this, data = std::move(data)]() mutable { peer_->take(std::move(data), true); });
}

std::optional<std::string> Wire::receive(Clock::time_point until) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_until(lock, until, [this] { return !received_.empty() || closed_; })) return std::nullopt;
  if (received_.empty()) return std::nullopt;
  std::string text = std::move(received_.front());
  received_.pop_front();
  return text;
}

std::optional<std::string> Wire::closed() {
  const std::scoped_lock lock(mutex_);
  return closed_;
}

std::exception_ptr Wire::crash_of(std::string_view topic) {
  const std::scoped_lock lock(crashes_->mutex);
  const auto found = crashes_->by_topic.find(topic);
  return found == crashes_->by_topic.end() ? nullptr : crashes_->by_topic.extract(found).mapped();
}

ViewId Wire::view_of(const std::string& topic) {
  const ViewId view = on_loop([&] { return peer_->socket().view_of(topic); });
  if (view) views_.push_back(view);
  return view;
}

bool Wire::look(ViewId view, channel::Look look) {
  try {
    return look_at(app_.runtime, view, std::move(look)).get();
  } catch (const std::future_error&) {  // dropped with the mailbox
    return false;
  }
}

}  // namespace plume::testing
