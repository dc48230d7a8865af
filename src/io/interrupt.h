#pragma once

namespace dechaff::io {

/// Thrown after SIGINT or SIGTERM, so that temporary files are removed on the way out.
struct Interrupted {};

/// From here on SIGINT and SIGTERM only set a flag, and a closed pipe is an error of write().
void watch_signals();
bool interrupted();
/// 128 + the signal, as shells report it.
int interrupted_status();

}  // namespace dechaff::io
