#include "view/async_tasks.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/log.h"
#include "base/script_name.h"
#include "plume/telemetry.h"
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
  for (auto& [token, task] : tasks_) task.stop_it();
}

AsyncTasks::Tasks::iterator AsyncTasks::find(const Socket& socket, std::string_view key) {
  return std::find_if(tasks_.begin(), tasks_.end(),
                      [&](const auto& task) { return task.second.socket == &socket && task.second.key == key; });
}

void AsyncTasks::start(Socket& socket, AsyncTask task, const AsyncOptions& options) {
  if (const auto old = find(socket, task.key); old != tasks_.end()) {
    old->second.stop_it();
    tasks_.erase(old);
  }
  const auto token = ++last_token_;
  auto& running = tasks_.emplace(token, Running{&socket, std::move(task.key), {}, std::move(task.done)}).first->second;
  const auto& links = process_.links();
  auto work = [token, view = process_.type().name, stop = running.stop.get_token(), run = std::move(task.run),
               script_name = std::string(ScriptNameScope::current()), files = ScriptNameScope::current_files()] {
    const ScriptNameScope scope(script_name, &files);
    std::optional<AsyncFailure> failure;
    try {
      run(stop);
    } catch (...) {
      failure = failure_of(std::current_exception());
      log_warning("an asynchronous task failed", {{"view", view}, {"error", failure->reason}});
    }
    return mail_of(token, std::move(failure));
  };
  auto waited = [token, supervisor = options.supervisor](std::chrono::nanoseconds time) {
    return mail_of(task_wait_mail, Message(TaskWait{token, supervisor, time}));
  };
  const runtime::TaskPool::Owner owner{links.self, links.transport ? links.transport->id : 0};
  auto ticket = links.runtime->run_task(options.supervisor, {owner, std::move(work), std::move(waited)});
  if (ticket)
    running.ticket = *std::move(ticket);
  else
    refuse(token);
}

void AsyncTasks::refuse(std::uint64_t token) {
  const auto error = std::make_exception_ptr(std::runtime_error("too many tasks wait for a thread"));
  auto failure = failure_of(error);
  if (!std::exchange(told_of_refusal_, true))
    log_warning("an asynchronous task was refused", {{"view", process_.type().name}, {"error", failure.reason}});
  process_.links().runtime->send(process_.links().self, mail_of(token, std::move(failure)));
}

void AsyncTasks::tell_of_wait(const TaskWait& wait) const {
  const auto task = tasks_.find(wait.token);
  auto& telemetry = process_.observer().telemetry;
  if (task == tasks_.end() || !telemetry.listens<telemetry::TaskWaited>()) return;
  const std::string_view key = task->second.key;
  const std::string_view name = key.starts_with('\0') ? std::string_view() : key;
  telemetry.emit(telemetry::TaskWaited{process_.seen(), name, wait.supervisor, wait.waited});
}

void AsyncTasks::cancel(const Socket& socket, std::string_view key, std::string_view reason) {
  const auto task = find(socket, key);
  if (task == tasks_.end()) return;
  task->second.stop_it();
  process_.links().runtime->send(
      process_.links().self, mail_of(task->first, AsyncFailure{AsyncFailure::Kind::cancelled, std::string(reason)}));
}

void AsyncTasks::cancel_field(const Socket& socket, std::string_view field, std::string_view reason) {
  for (auto task = tasks_.begin(); task != tasks_.end();) {
    const auto at = task++;
    if (at->second.socket != &socket || at->second.key.find(field) == std::string::npos) continue;
    at->second.stop_it();
    deliver(at, AsyncFailure{AsyncFailure::Kind::cancelled, std::string(reason)});
  }
}

void AsyncTasks::drop(const Socket& socket) {
  for (auto task = tasks_.begin(); task != tasks_.end();) {
    const auto at = task++;
    if (at->second.socket != &socket) continue;
    at->second.stop_it();
    tasks_.erase(at);
  }
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
