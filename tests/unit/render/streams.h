// Pages with streams.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plume/assign.h"
#include "plume/component.h"
#include "plume/generated/component_call.h"
#include "plume/stream.h"

namespace plume::testing {

struct Song {
  int id = 0;
  std::string name{};
};

struct Songs {
  Stream<Song> songs;
  Assign<int> n{0};
  PLUME_HEEX(
      R"heex(<ul id="songs" phx-update="stream"><li :for={[dom_id, song] <- @songs} id={dom_id}>{song.name}</li></ul>{@n})heex")
};

/// The list is there while it is shown; `kept` songs come back with it.
struct HiddenSongs {
  Stream<Song> songs;
  Assign<bool> shown{true};
  PLUME_HEEX(
      R"heex(<ul :if={@shown} id="songs" phx-update="stream"><li :for={[dom_id, song] <- @songs} id={dom_id}>{song.name}</li></ul>)heex")
};

struct TextIds {
  struct Row {
    std::string id;
  };
  Stream<Row> rows;
  PLUME_HEEX(
      R"heex(<ul id="rows" phx-update="stream"><li :for={[dom_id, row] <- @rows} id={dom_id}>{row.id}</li></ul>)heex")
};

/// Items that cannot be copied, or not be assigned.
struct Belongings {
  struct Owned {
    int id;
    std::unique_ptr<std::string> name;
  };
  struct Fixed {
    const int id;
    const std::string name;
  };
  Stream<Owned> owned{{.dom_id = [](const Owned& one) { return "own-" + std::to_string(one.id); }}};
  Stream<Fixed> fixed;
  PLUME_HEEX(
      R"heex(<ul id="a" phx-update="stream"><li :for={[id, one] <- @owned} id={id}>{*one.name}</li></ul><ul id="b" phx-update="stream"><li :for={[id, one] <- @fixed} id={id}>{one.name}</li></ul>)heex")
};

/// A loop with a filter and a key, and loops and conditions within an item.
struct Albums {
  struct Album {
    int id;
    std::vector<std::string> tracks;
    bool hidden = false;
  };
  Stream<Album> albums;
  Assign<std::string> mark{"!"};
  PLUME_HEEX(
      R"heex(<div id="albums" phx-update="stream"><p :for={[id, album] <- @albums} :key={album.id} :if={!album.hidden} id={id}><i :for={track <- album.tracks}>{track}</i><b :if={album.tracks.empty()}>none</b>{@mark}</p></div>)heex")
};

struct song_card {
  Required<Slot<>> inner_block;
  PLUME_HEEX(R"heex(<section>{render_slot(@inner_block)}</section>)heex")
};
/// A list of any stream of songs.
struct song_list {
  Required<const Stream<Song>*> of;
  PLUME_HEEX(
      R"heex(<ol id="list" phx-update="stream"><li :for={[dom_id, song] <- *@of} id={dom_id}>{song.name}</li></ol>)heex")
};
struct SongsInSlot {
  Stream<Song> songs;
  PLUME_HEEX(
      R"heex(<.song_card><ul id="songs" phx-update="stream"><li :for={[dom_id, song] <- @songs} id={dom_id}>{song.name}</li></ul></.song_card>)heex")
};
struct SongsByPointer {
  Stream<Song> songs{{.name = "songs"}};
  Assign<int> n{0};
  PLUME_HEEX(R"heex(<.song_list of={&@songs} />{@n})heex")
};
struct NamelessSongs {
  Stream<Song> songs;
  PLUME_HEEX(R"heex(<.song_list of={&@songs} />)heex")
};

/// Two streams, children that are none of theirs, and a list that the server keeps.
struct Mixed {
  Stream<Song> songs;
  Stream<Song> talks;
  Assign<std::vector<int>> plain{std::vector<int>{7}};
  PLUME_HEEX(
      R"heex(<div id="all" phx-update="stream"><p id="none">none</p><p :for={[id, song] <- @songs} id={id}>{song.name}</p><p :for={n <- @plain} :key={n} id={"n" + n}>{n}</p></div><div id="talks" phx-update="stream"><p :for={[id, talk] <- @talks} id={id}>{talk.name}</p></div>)heex")
};
struct SongsTwice {
  Stream<Song> songs;
  PLUME_HEEX(
      R"heex(<div id="a" phx-update="stream"><p :for={[id, song] <- @songs} id={id}>{song.name}</p></div><div id="b" phx-update="stream"><p :for={[id, song] <- @songs} id={id}>{song.name}</p></div>)heex")
};

}  // namespace plume::testing
