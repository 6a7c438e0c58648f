// Load on a server that speaks the LiveView protocol, or on the echo anchor: many WebSocket connections of one thread.
//   plume_load --port N --path /counter --conns 100 --secs 3 [--event JSON] [--echo] [--pid SERVER] [--idle]
//              [--first K --first-event JSON]   the first K connections send this one event instead, and then nothing
//              [--shout]                        only the first connection sends events; pushes are counted
//              [--storm]                        all connections are cut at once, and come back at once
// Prints one JSON object. Loopback only.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  int port = 4000, conns = 100, secs = 3, first = 0, pid = 0;
  bool echo = false, idle = false, shout = false, storm = false;
  std::string path = "/counter";
  std::string event = R"({"type":"click","event":"inc","value":{"value":""}})";
  std::string first_event = R"({"type":"click","event":"block","value":{"ms":1000}})";
};

[[noreturn]] void die(const std::string& why) {
  std::fprintf(stderr, "plume_load: %s\n", why.c_str());
  std::exit(1);
}

// Seconds of CPU the process has used, and KiB that are its own.
double cpu_seconds(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto at = text.rfind(") ");
  long user = 0, system = 0;
  if (at == std::string::npos ||
      std::sscanf(text.c_str() + at + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system) != 2)
    return 0;
  return double(user + system) / double(sysconf(_SC_CLK_TCK));
}

double private_kib(int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
  std::string line;
  double sum = 0;
  while (std::getline(file, line))
    if (line.starts_with("Private_")) sum += std::atof(line.c_str() + line.find(':') + 1);
  return sum;
}

// As many open files as the system allows: each connection is one.
void raise_file_limit() {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

// `waits` not: the connection is there once it is writable.
int dial(int port, int index, bool waits = true) {
  const int fd = socket(AF_INET, SOCK_STREAM | (waits ? 0 : SOCK_NONBLOCK), 0), one = 1;
  if (fd < 0) die("no more sockets: raise ulimit -n");
  sockaddr_in from{}, to{};
  from.sin_family = to.sin_family = AF_INET;
  from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + index / 20000);  // each address has its own ports
  setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  to.sin_port = htons(static_cast<std::uint16_t>(port));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, reinterpret_cast<sockaddr*>(&from), sizeof from) ||
      (connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) && errno != EINPROGRESS))
    die("cannot connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (written <= 0) die("the server closed a connection");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string frame(std::string_view text) {
  std::string out(1, char(0x81));
  if (text.size() < 126) {
    out += char(0x80 | text.size());
  } else {
    out += char(0x80 | 126);
    out += char(text.size() >> 8);
    out += char(text.size());
  }
  return out.append(4, '\0').append(text);
}

struct Connection {
  enum class State { connecting, upgrading, open } state = State::open;
  int fd = -1;
  std::string in;
  bool joined = false, waiting = false;
  unsigned long ref = 4;
  Clock::time_point sent;
};

// Takes the first whole frame off `in`.
bool take_frame(std::string& in, int& opcode, std::string& text) {
  if (in.size() < 2) return false;
  const auto* b = reinterpret_cast<const unsigned char*>(in.data());
  std::uint64_t length = b[1] & 127;
  std::size_t head = 2;
  if (length == 126) {
    if (in.size() < 4) return false;
    length = b[2] << 8 | b[3];
    head = 4;
  } else if (length == 127) {
    if (in.size() < 10) return false;
    length = 0;
    for (int i = 2; i < 10; ++i) length = length << 8 | b[i];
    head = 10;
  }
  if (in.size() < head + length) return false;
  opcode = b[0] & 15;
  text.assign(in, head, length);
  in.erase(0, head + length);
  return true;
}

std::string attribute(const std::string& html, const std::string& name, std::size_t from) {
  const auto at = html.find(name + "=\"", from);
  if (at == std::string::npos) return "";
  const auto begin = at + name.size() + 2;
  return html.substr(begin, html.find('"', begin) - begin);
}

class Load {
 public:
  explicit Load(Options options) : o_(std::move(options)), connections_(o_.conns), poller_(epoll_create1(0)) {
    if (!o_.echo) fetch_page();
  }

  int run() {
    const double kib_before = o_.pid ? private_kib(o_.pid) : 0;
    const auto begin = Clock::now();
    for (int i = 0; i < o_.conns; ++i) {
      open(i);
      while (i - joined_ > 64) pump(100);
    }
    for (const auto until = Clock::now() + std::chrono::seconds(60); joined_ < o_.conns && Clock::now() < until;)
      pump(100);
    const double join_seconds = since(begin);
    for (const auto until = Clock::now() + std::chrono::milliseconds(500); Clock::now() < until;) pump(50);
    const double kib_idle = o_.pid ? private_kib(o_.pid) : 0;

    if (o_.storm) storm();
    double seconds = 0, cpu = 0;
    if (!o_.idle && o_.secs > 0) {
      const double cpu_before = o_.pid ? cpu_seconds(o_.pid) : 0;
      const auto start = Clock::now();
      running_ = true;
      const int senders = o_.shout ? 1 : o_.conns;
      for (int i = 0; i < senders; ++i) send_event(connections_[i], i < o_.first ? o_.first_event : o_.event);
      while (since(start) < o_.secs) pump(50);
      seconds = since(start);
      cpu = o_.pid ? cpu_seconds(o_.pid) - cpu_before : 0;
    }
    report(join_seconds, kib_before, kib_idle, seconds, cpu);
    return joined_ + storm_failed_ == o_.conns && errors_ == 0 ? 0 : 1;
  }

 private:
  static double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

  void fetch_page() {
    const int fd = dial(o_.port, 0);
    const std::string host = "localhost:" + std::to_string(o_.port);
    write_all(fd,
              "GET " + o_.path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nAccept: text/html\r\n\r\n");
    std::string html;
    char buffer[65536];
    for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;) html.append(buffer, n);
    close(fd);
    const auto main = html.find("data-phx-main");
    if (main == std::string::npos) die("no live view in the page: " + html.substr(0, 400));
    const auto tag = html.rfind('<', main);
    topic_ = "lv:" + attribute(html, " id", tag);
    const auto meta = html.find("csrf-token");
    const std::string csrf = meta == std::string::npos ? "" : attribute(html, "content", html.rfind('<', meta));
    std::string cookie;
    for (const char* name : {"\r\nset-cookie: ", "\r\nSet-Cookie: "})
      if (const auto at = html.find(name); at != std::string::npos)
        cookie = html.substr(at + 14, html.find(';', at) - at - 14);
    upgrade_ = "GET /live/websocket?_csrf_token=" + csrf + "&vsn=2.0.0 HTTP/1.1\r\nHost: " + host +
               "\r\nOrigin: http://" + host +
               "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
               "Sec-WebSocket-Version: 13\r\nCookie: " +
               cookie + "\r\n\r\n";
    join_ = frame("[\"4\",\"4\",\"" + topic_ + R"(","phx_join",{"url":"http://)" + host + o_.path +
                  R"(","params":{"_csrf_token":")" + csrf + R"(","_mounts":0},"session":")" +
                  attribute(html, "data-phx-session", tag) + R"(","static":")" +
                  attribute(html, "data-phx-static", tag) + R"(","sticky":false}])");
  }

  void open(int index) {
    auto& c = connections_[index];
    c.fd = dial(o_.port, index);
    write_all(c.fd,
              o_.echo ? "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                        "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
                      : upgrade_);
    char buffer[8192];
    while (c.in.find("\r\n\r\n") == std::string::npos) {
      const auto n = read(c.fd, buffer, sizeof buffer);
      if (n <= 0) die("upgrade refused: " + c.in);
      c.in.append(buffer, n);
    }
    if (c.in.compare(9, 3, "101") != 0) die("upgrade refused: " + c.in);
    c.in.clear();
    c.in.shrink_to_fit();
    fcntl(c.fd, F_SETFL, O_NONBLOCK);
    watch(index, EPOLLIN | EPOLLET);  // a short read has taken everything
    if (o_.echo) {
      c.joined = true;
      ++joined_;
    } else {
      write_all(c.fd, join_);
    }
  }

  // The server is lost to all clients at one moment, and there again in the next.
  void storm() {
    const linger at_once{1, 0};
    for (auto& c : connections_) {
      setsockopt(c.fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      close(c.fd);
      c = {};
    }
    joined_ = 0;
    join_bytes_ = 0;
    const auto begin = Clock::now();
    for (int i = 0; i < o_.conns; ++i) {
      auto& c = connections_[i];
      c.fd = dial(o_.port, i, false);
      c.state = Connection::State::connecting;
      watch(i, EPOLLIN | EPOLLOUT | EPOLLET);
    }
    while (joined_ + storm_failed_ < o_.conns && since(begin) < 60) pump(100);
    storm_failed_ = o_.conns - joined_;
    storm_seconds_ = since(begin);
  }

  // A step of a connection that comes back. False where it failed.
  bool come_back(Connection& c) {
    if (c.state == Connection::State::connecting) {
      c.state = Connection::State::upgrading;
      return write(c.fd, upgrade_.data(), upgrade_.size()) == ssize_t(upgrade_.size());
    }
    const auto end = c.in.find("\r\n\r\n");
    if (end == std::string::npos) return true;
    if (c.in.compare(9, 3, "101") != 0) return false;
    c.in.erase(0, end + 4);
    c.state = Connection::State::open;
    return write(c.fd, join_.data(), join_.size()) == ssize_t(join_.size());
  }

  void fail(Connection& c) {
    ++storm_failed_;
    close(c.fd);
    c.fd = -1;
  }

  void watch(int index, std::uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u32 = static_cast<std::uint32_t>(index);
    epoll_ctl(poller_, EPOLL_CTL_ADD, connections_[index].fd, &event);
  }

  void send_event(Connection& c, const std::string& event) {
    c.sent = Clock::now();
    c.waiting = true;
    write_all(c.fd, frame("[\"4\",\"" + std::to_string(++c.ref) + "\",\"" +
                          (o_.echo ? "lv:phx-GKpWT4pBt-0xWOCE" : topic_) + "\",\"event\"," + event + "]"));
  }

  void pump(int milliseconds) {
    epoll_event ready[512];
    const int count = epoll_wait(poller_, ready, 512, milliseconds);
    for (int i = 0; i < count; ++i) drain(ready[i].data.u32);
  }

  void drain(std::uint32_t index) {
    auto& c = connections_[index];
    static char buffer[1 << 16];
    ssize_t n;
    while ((n = read(c.fd, buffer, sizeof buffer)) > 0) {
      c.in.append(buffer, n);
      if (n < ssize_t(sizeof buffer)) break;
    }
    const bool comes_back = o_.storm && !c.joined && c.fd >= 0;
    const bool is_gone = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    if (comes_back && is_gone) return fail(c);
    if (c.state != Connection::State::open && !come_back(c)) return fail(c);
    if (c.state != Connection::State::open) return;
    int opcode;
    while (take_frame(c.in, opcode, text_)) {
      if (opcode == 8) ++errors_;
      if (opcode == 1) received(index, c);
    }
  }

  void received(std::uint32_t index, Connection& c) {
    if (!c.joined) {
      if (text_.find(R"("status":"ok")") == std::string::npos) {
        if (o_.storm) return fail(c);
        die("join refused: " + text_);
      }
      c.joined = true;
      ++joined_;
      join_bytes_ += double(text_.size());
      return;
    }
    if (!o_.echo && text_.find("\"phx_reply\"") == std::string::npos) {
      ++pushes_;
      return;
    }
    c.waiting = false;
    if (!running_ || int(index) < o_.first) return;
    ++replies_;
    reply_bytes_ += double(text_.size());
    micros_.push_back(static_cast<std::uint32_t>(since(c.sent) * 1e6));
    send_event(c, o_.event);
  }

  void report(double join_seconds, double kib_before, double kib_idle, double seconds, double cpu) {
    std::sort(micros_.begin(), micros_.end());
    const auto percentile = [&](double p) {
      return micros_.empty() ? 0u : micros_[std::min(micros_.size() - 1, std::size_t(p * double(micros_.size())))];
    };
    std::printf(
        R"({"joined":%d,"errors":%d,"joins_per_s":%.0f,"join_bytes":%.0f,"kib_per_view":%.3f,"events":%lu,"seconds":%.3f,)"
        R"("events_per_s":%.0f,"cpu_seconds":%.2f,"events_per_cpu_s":%.0f,"p50_us":%u,"p99_us":%u,"p999_us":%u,)"
        R"("reply_bytes":%.1f,"pushes":%lu,"pushes_per_s":%.0f,"storm_failed":%d,"storm_joins_per_s":%.0f})"
        "\n",
        joined_, errors_, joined_ / join_seconds, joined_ ? join_bytes_ / joined_ : 0,
        (kib_idle - kib_before) / o_.conns, replies_, seconds, seconds > 0 ? double(replies_) / seconds : 0, cpu,
        cpu > 0 ? double(replies_) / cpu : 0, percentile(.5), percentile(.99), percentile(.999),
        replies_ ? reply_bytes_ / double(replies_) : 0, pushes_, seconds > 0 ? double(pushes_) / seconds : 0,
        storm_failed_, storm_seconds_ > 0 ? joined_ / storm_seconds_ : 0);
  }

  Options o_;
  std::vector<Connection> connections_;
  int poller_;
  std::string topic_, upgrade_, join_, text_;
  int joined_ = 0, errors_ = 0, storm_failed_ = 0;
  double storm_seconds_ = 0;
  bool running_ = false;
  double join_bytes_ = 0, reply_bytes_ = 0;
  unsigned long replies_ = 0, pushes_ = 0;
  std::vector<std::uint32_t> micros_;
};

}  // namespace

int main(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const auto value = [&] { return i + 1 < argc ? std::string(argv[++i]) : (die(name + " needs a value"), ""); };
    if (name == "--port")
      o.port = std::stoi(value());
    else if (name == "--path")
      o.path = value();
    else if (name == "--conns")
      o.conns = std::stoi(value());
    else if (name == "--secs")
      o.secs = std::stoi(value());
    else if (name == "--event")
      o.event = value();
    else if (name == "--first")
      o.first = std::stoi(value());
    else if (name == "--first-event")
      o.first_event = value();
    else if (name == "--pid")
      o.pid = std::stoi(value());
    else if (name == "--echo")
      o.echo = true;
    else if (name == "--idle")
      o.idle = true;
    else if (name == "--shout")
      o.shout = true;
    else if (name == "--storm")
      o.storm = true;
    else
      die("unknown option " + name);
  }
  raise_file_limit();
  return Load(std::move(o)).run();
}
