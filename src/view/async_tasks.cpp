#include "view/async_tasks.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/script_name.h"
#include "runtime/runtime.h"
#include "view/process.h"

namespace plume::view {
namespace {

AsyncFailure failure_of(const std::exception_ptr& exception) {
  try {
    std::rethrow_exception(exception);
  } catch (const AsyncError& error) {
    return {AsyncFailure::Kind::error, error.what(), exception};
  } catch (const std::exception& error) {
    return {AsyncFailure::Kind::exit, error.what(), exception};
  } catch (...) {
    return {AsyncFailure::Kind::exit, "something that is no std::exception was thrown", exception};
  }
}

runtime::Mail mail_of(std::uint64_t token, std::optional<AsyncFailure> failure) {
  runtime::Mail mail;
  mail.kind = async_mail;
  mail.token = token;
  mail.message = Message(std::move(failure));
  return mail;
}

}  // namespace

AsyncTasks::~AsyncTasks() {
  for (auto& [token, task] : tasks_) task.stop.request_stop();
}

AsyncTasks::Tasks::iterator AsyncTasks::find(const Socket& socket, std::string_view key) {
  return std::find_if(tasks_.begin(), tasks_.end(),
                      [&](const auto& task) { return task.second.socket == &socket && task.second.key == key; });
}

void AsyncTasks::start(Socket& socket, AsyncTask task, const AsyncOptions& options) {
  if (const auto old = find(socket, task.key); old != tasks_.end()) tasks_.erase(old);
  const auto token = ++last_token_;
  const auto& running =
      tasks_.emplace(token, Running{&socket, std::move(task.key), {}, std::move(task.done)}).first->second;
  const auto& links = process_.links();
  links.runtime->run_task(options.supervisor, links.self,
                          [token, view = process_.type().name, stop = running.stop.get_token(),
                           run = std::move(task.run), script_name = std::string(ScriptNameScope::current())] {
                            const ScriptNameScope scope(script_name);
                            std::optional<AsyncFailure> failure;
                            try {
                              run(stop);
                            } catch (...) {
                              failure = failure_of(std::current_exception());
                              log_warning("an asynchronous task failed", {{"view", view}, {"error", failure->reason}});
                            }
                            return mail_of(token, std::move(failure));
                          });
}

void AsyncTasks::cancel(const Socket& socket, std::string_view key, std::string_view reason) {
  const auto task = find(socket, key);
  if (task == tasks_.end()) return;
  task->second.stop.request_stop();
  process_.links().runtime->send(
      process_.links().self, mail_of(task->first, AsyncFailure{AsyncFailure::Kind::cancelled, std::string(reason)}));
}

void AsyncTasks::cancel_field(const Socket& socket, std::string_view field, std::string_view reason) {
  for (auto task = tasks_.begin(); task != tasks_.end();) {
    const auto at = task++;
    if (at->second.socket != &socket || at->second.key.find(field) == std::string::npos) continue;
    at->second.stop.request_stop();
    deliver(at, AsyncFailure{AsyncFailure::Kind::cancelled, std::string(reason)});
  }
}

void AsyncTasks::drop(const Socket& socket) {
  std::erase_if(tasks_, [&](auto& task) {
    if (task.second.socket != &socket) return false;
    task.second.stop.request_stop();
    return true;
  });
}

std::vector<std::uint64_t> AsyncTasks::running(const Socket* socket) const {
  std::vector<std::uint64_t> tokens;
  for (const auto& [token, task] : tasks_)
    if (!socket || task.socket == socket) tokens.push_back(token);
  return tokens;
}

Socket* AsyncTasks::finish(std::uint64_t token, const std::optional<AsyncFailure>& failure) {
  const auto task = tasks_.find(token);
  return task == tasks_.end() ? nullptr : deliver(task, failure);
}

// It is forgotten first, since what is done may start another one under its key.
Socket* AsyncTasks::deliver(Tasks::iterator task, const std::optional<AsyncFailure>& failure) {
  const Running running = std::move(tasks_.extract(task).mapped());
  running.done(failure);
  return running.socket;
}

}  // namespace plume::view
