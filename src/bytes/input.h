#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bytes/position.h"
#include "bytes/source.h"

namespace dechaff::bytes {

/// Bytes of a source that were taken in one piece.
struct Taken {
  std::string bytes;
  Position begin, end;       // in the source
  bool last = false;         // nothing of the source follows
  bool after_break = false;  // read after an error: no place to go on from
  bool recoded = false;      // a character set was given for the source
  std::string charset;       // it; empty: the bytes are those of the source
  std::vector<text::LostBytes>
      lost;  // what `charset` does not lead back to, from the begin of the source
};

/// What was read of a source and waits to be cut into batches. Not thread-safe.
class Input {
 public:
  explicit Input(Source& source) : source_(source) {}

  /// Reads on until `wanted` bytes wait; false when the source ends before that. Throws what the
  /// source throws; after that it has ended, and what came before still waits.
  bool fill(std::size_t wanted);

  std::string_view waiting() const { return std::string_view(bytes_).substr(taken_); }
  bool ended() const { return ended_; }
  /// Where the first waiting byte stands.
  const Position& position() const { return position_; }
  const std::string& name() const { return source_.name(); }
  const Source& source() const { return source_; }

  /// Moves the first `size` waiting bytes to `to`, with room behind them for simdjson.
  void take(std::size_t size, Taken& to);
  /// When all was taken and reading ended at broken compression: whether it can go on behind that.
  bool skip_damage();
  /// Goes to the `end` of a batch that was taken before, of the same source.
  void seek(const Position& place);
  /// Forgets what waits, and ends.
  void stop();

 private:
  Source& source_;
  std::string bytes_;  // what was taken, then what waits
  std::size_t taken_ = 0;
  Position position_;
  bool ended_ = false;
  bool broken_ = false;  // it ended at an error
};

}  // namespace dechaff::bytes
