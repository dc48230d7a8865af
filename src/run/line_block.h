#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "formats/batch.h"
#include "run/line_dedup.h"
#include "text/hash.h"
#include "text/span.h"

namespace dechaff {

/// Some whole lines, their fingerprints, and which of them are new: what dedup_lines() works on at
/// a time.
struct LineBlock {
  formats::Batch batch;
  std::size_t size = 0;     // lines that are not blank; the vectors have room for more
  std::vector<Span> lines;  // with their endings
  std::vector<text::Hash128> keys;
  std::vector<std::uint8_t> fresh;
  std::string kept;  // room for what is left of the batch
  std::size_t records = 0, invalid = 0;
  std::optional<Error> error;
  double share = 0;      // of the whole input, that was read before it; 0: not known
  bool put_off = false;  // it was only learned, and comes again

  /// Cuts the batch into lines, as LineTable does, and takes their fingerprints.
  void hash(LineMatch match);

  /// The batch without the lines that are not fresh; valid until the next call. O(bytes).
  std::string_view without_repeats();

 private:
  void make_room();
};

}  // namespace dechaff
