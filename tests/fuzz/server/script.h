// Script: an input of the fuzzer: what clients do, one action a line.
//
//     use 1                     the client of which the next lines are; 0 at first
//     header x-name: value      of the next request
//     GET /path                 a request; also HEAD, OPTIONS, DELETE, and other methods
//     POST /path a=1&b=2        one with a body
//     chunk 3                   the body of the next request goes in chunks of 3 bytes
//     socket a=1                opens a WebSocket, with this behind its query
//     longpoll                  opens a long-poll session; "poll" asks, "batch" has texts wait for "post"
//     join 0 /path              joins view 0 of the page that was loaded last; "live 0 /path": by live navigation
//     event 0 NAME {"a":1}      an event of view 0, as "form 0 NAME a=1", and "part 0 CID NAME {}" of a component
//     push 0 EVENT {}           any message of view 0
//     heartbeat
//     text BYTES                a text as it is; "binary BYTES"
//     frame 137 1 BYTES         a frame: its first byte, and whether it is masked
//     fragments 3, deflate      how the next text is sent
//     raw BYTES                 bytes as they are
//     slice 7                   what follows is written in pieces of 7 bytes; 0: whole
//     shut, drop                ends writing, or the connections
//     deaf 1                    reads nothing any more; 0: reads again
//     wait 20                   milliseconds, at most 60
//     disconnect ID             Endpoint::disconnect
//     drain                     the server stops
//
// In BYTES and the like \n, \r, \\ and \xHH stand for bytes; $s0 to $s9, $f0 and $i0 for the session token, the static
// token and the id of a view, $c for the CSRF token, $t for the token of the long-poll session, $k for the cookies.
// What is no action is left out.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/server/client.h"

namespace plume::testing {

class Script {
 public:
  static constexpr std::size_t most_lines = 80;

  explicit Script(SiteServer& server) : server_(server) {}
  void run(std::string_view text);
  /// Takes what has come for all clients, and ends them.
  void finish();

 private:
  void act(std::string_view line);
  bool request(std::string_view action, std::string_view rest);
  bool page_action(std::string_view action, std::string_view rest);
  bool message_action(std::string_view action, std::string_view rest);
  bool socket_action(std::string_view action, std::string_view rest);
  void control(std::string_view action, std::string_view rest);
  std::string decoded(std::string_view text);
  std::string placeholder(char kind, char digit);
  Client& client();

  SiteServer& server_;
  Browser browser_;
  std::array<std::unique_ptr<Client>, 4> clients_;
  std::size_t current_ = 0;
};

}  // namespace plume::testing
