#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "run/run.h"

namespace dechaff {

/// What a run that was killed goes on with: how far it had come, and how much of each output was
/// safe by then. One JSON object, `dechaff.checkpoint/2`, whose last member is the XXH3-128 of all
/// bytes before it; written only after the outputs were synced.
struct Checkpoint {
  std::string settings;  // a hash of all on which the output depends
  bool done = false;
  RunPlace place;
  std::uint64_t shard = 0;              // that is being written; those before are whole
  Tally tally;                          // up to there
  std::array<std::uint64_t, 4> kept{};  // bytes of text, removal log, meta, errors
};

std::string print(const Checkpoint& checkpoint);

/// Throws Error, without a place, when `text` is no checkpoint or not as it was written.
Checkpoint parse_checkpoint(std::string_view text);

}  // namespace dechaff
