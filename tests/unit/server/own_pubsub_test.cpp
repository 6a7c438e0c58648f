// An endpoint with a PubSub of the application's.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "plume/endpoint.h"
#include "plume/pubsub.h"
#include "support/server_site.h"

namespace plume::testing {
namespace {

class Recorder : public PubSub {
 public:
  explicit Recorder(std::string& topics) : topics_(topics) {}
  void subscribe(ViewId, std::string_view) override {}
  void unsubscribe(ViewId, std::string_view) override {}
  void unsubscribe_all(ViewId) override {}
  void broadcast(std::string_view topic, Message, ViewId) override { topics_.append(topic) += ";"; }

 private:
  std::string& topics_;
};

TEST(OwnPubSub, IsMadeByAFunctionThatMayHaveState) {
  std::string topics;
  const Endpoint* made_for = nullptr;
  EndpointOptions options = options_for_tests();
  options.pubsub = [&](Endpoint& endpoint) {
    made_for = &endpoint;
    return std::make_unique<Recorder>(topics);
  };
  Endpoint endpoint(options);
  EXPECT_EQ(made_for, &endpoint);
  endpoint.pubsub().broadcast("news", Message(1));
  EXPECT_EQ(topics, "news;");
}

}  // namespace
}  // namespace plume::testing
