#include "plume/sender.h"

#include "runtime/shard.h"
#include "view/process.h"

namespace plume {

void Sender::send(Message message) const {
  if (const auto shard = shard_.lock()) shard->send(*this, mail_of(view::info_mail, std::move(message)));
}

void Sender::cast(Message message) const {
  if (const auto shard = shard_.lock()) shard->send(*this, mail_of(view::cast_mail, std::move(message)));
}

void Sender::post_update(view::ComponentUpdate update) const {
  if (const auto shard = shard_.lock()) shard->send(*this, mail_of(view::update_mail, Message(std::move(update))));
}

}  // namespace plume
