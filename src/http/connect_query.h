// What a socket keeps of the query with which it was opened.
#pragma once

#include <string>
#include <string_view>

namespace plume::http {

/// Returns the pairs of `query` that are connect parameters, still encoded: the first 100 that are no data of the
/// client's own (`_track_static`, `_mounts`, …, of which each join has the current ones) and whose names have at most
/// four parts; and `_csrf_token` and `vsn`, wherever they stand.
std::string connect_query(std::string_view query);

}  // namespace plume::http
