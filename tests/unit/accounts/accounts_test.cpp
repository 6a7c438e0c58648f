#include "store/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "store/notes.h"

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr Passwords::Cost cheap{1, 8192};

class AccountsTest : public testing::Test {
 protected:
  Database database{":memory:"};
  Passwords passwords{cheap};
  Accounts accounts{database, passwords};

  User add(const std::string& email) { return accounts.add(email, "correct horse").value(); }
  std::int64_t count(const std::string& from) {
    Query counted(database, "SELECT count(*) FROM " + from);
    counted.next();
    return counted.integer(0);
  }
};

TEST(Passwords, MatchTheirHashAndNoOther) {
  Passwords passwords(cheap);
  const auto hash = passwords.hash("correct horse");
  EXPECT_TRUE(hash.starts_with("$argon2id$")) << hash;
  EXPECT_TRUE(passwords.matches(hash, "correct horse"));
  EXPECT_FALSE(passwords.matches(hash, "correct hors"));
  EXPECT_FALSE(passwords.matches(hash, ""));
  EXPECT_FALSE(passwords.matches("", "correct horse"));
  EXPECT_NE(passwords.hash("correct horse"), hash);
}

TEST(Passwords, NobodyHasAPassword) {
  Passwords passwords(cheap);
  EXPECT_FALSE(passwords.matches_nobody("correct horse"));
  EXPECT_FALSE(passwords.matches_nobody("")) << "not even that of the hash it is compared with";
}

TEST_F(AccountsTest, TheFirstUserIsAnAdministratorAndTheOthersAreMembers) {
  EXPECT_EQ(add("ada@example.org").role, Role::admin);
  EXPECT_EQ(add("bjarne@example.org").role, Role::member);
  EXPECT_EQ(add("grace@example.org").role, Role::member);
}

TEST_F(AccountsTest, AnAddressIsTakenOnceWhateverItsCase) {
  const auto ada = add("Ada@example.org");
  EXPECT_EQ(accounts.add("ada@EXAMPLE.org", "another password"), std::nullopt);
  EXPECT_TRUE(accounts.knows("ADA@example.org"));
  EXPECT_FALSE(accounts.knows("grace@example.org"));
  EXPECT_EQ(accounts.find("ada@example.org", "correct horse"), ada);
}

TEST_F(AccountsTest, FindsBothByAddressAndPasswordOnly) {
  const auto ada = add("ada@example.org");
  const auto grace = accounts.add("grace@example.org", "battery staple").value();
  EXPECT_EQ(accounts.find("ada@example.org", "correct horse"), ada);
  EXPECT_EQ(accounts.find("grace@example.org", "battery staple"), grace);
  EXPECT_EQ(accounts.find("grace@example.org", "correct horse"), std::nullopt);
  EXPECT_EQ(accounts.find("nobody@example.org", "correct horse"), std::nullopt);
  EXPECT_EQ(accounts.find("nobody@example.org", ""), std::nullopt);
  EXPECT_EQ(accounts.find("' OR 1 = 1 --", "correct horse"), std::nullopt);
}

TEST_F(AccountsTest, ATokenIsValidUntilItsLogOut) {
  const auto ada = add("ada@example.org");
  const auto here = accounts.log_in(ada), there = accounts.log_in(ada);
  EXPECT_NE(here.token, there.token);
  EXPECT_EQ(here.token.size(), 43u);
  EXPECT_NE(here.live_socket_id, there.live_socket_id);
  EXPECT_EQ(Accounts::live_socket_id(here.token), here.live_socket_id);
  EXPECT_EQ(accounts.user_of(here.token), ada);
  accounts.log_out(here.token);
  EXPECT_EQ(accounts.user_of(here.token), std::nullopt);
  EXPECT_EQ(accounts.user_of(there.token), ada);
  EXPECT_EQ(accounts.user_of(""), std::nullopt);
}

TEST_F(AccountsTest, TheDatabaseHoldsNoToken) {
  const auto log_in = accounts.log_in(add("ada@example.org"));
  Query stored(database, "SELECT token_hash FROM log_ins");
  ASSERT_TRUE(stored.next());
  EXPECT_NE(stored.text(0), log_in.token);
  EXPECT_EQ(accounts.user_of(stored.text(0)), std::nullopt);
}

TEST_F(AccountsTest, LogInsExpire) {
  Accounts forgetful(database, passwords, std::chrono::seconds(0));
  const auto ada = add("ada@example.org");
  const auto old = forgetful.log_in(ada);
  EXPECT_EQ(accounts.user_of(old.token), std::nullopt);
  EXPECT_EQ(accounts.summary()[0].log_ins, 0);
  EXPECT_EQ(count("log_ins"), 1);
  accounts.log_in(ada);
  EXPECT_EQ(count("log_ins"), 1) << "the expired one is removed";
}

TEST_F(AccountsTest, LogOutEverywhereEndsAllLogInsOfThatUser) {
  const auto ada = add("ada@example.org"), grace = add("grace@example.org");
  const auto here = accounts.log_in(ada), there = accounts.log_in(ada), other = accounts.log_in(grace);
  EXPECT_THAT(accounts.log_out_everywhere(ada.id), UnorderedElementsAre(here.live_socket_id, there.live_socket_id));
  EXPECT_EQ(accounts.user_of(here.token), std::nullopt);
  EXPECT_EQ(accounts.user_of(there.token), std::nullopt);
  EXPECT_EQ(accounts.user_of(other.token), grace);
  EXPECT_THAT(accounts.log_out_everywhere(ada.id), IsEmpty());
}

TEST_F(AccountsTest, SummaryCountsLogIns) {
  const auto ada = add("ada@example.org"), grace = add("grace@example.org");
  accounts.log_in(grace);
  accounts.log_in(grace);
  Query today(database, "SELECT date()");
  today.next();
  EXPECT_THAT(accounts.summary(),
              ElementsAre(UserSummary{ada, today.text(0), 0}, UserSummary{grace, today.text(0), 2}));
}

TEST_F(AccountsTest, NotesComeNewestFirst) {
  Notes notes(database);
  const auto ada = add("ada@example.org");
  const auto first = notes.add(ada, "first"), second = notes.add(ada, "<b>second"), third = notes.add(ada, "third");
  EXPECT_EQ(second.author, "ada@example.org");
  EXPECT_THAT(notes.latest(2), ElementsAre(third, second));
  EXPECT_THAT(notes.latest(10), ElementsAre(third, second, first));
}

}  // namespace
