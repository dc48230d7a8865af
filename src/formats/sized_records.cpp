#include "formats/sized_records.h"

#include <algorithm>

namespace dechaff::formats {

bool SizedRecords::next(bytes::Input& input, Batch& batch) {
  constexpr std::size_t least_more = 512;  // bytes to ask for at once, however small a batch
  if (left_ > 0) {
    take_piece(input, batch);
    return true;
  }
  std::size_t at = 0;
  for (std::size_t wanted = options().batch;;) {
    input.fill(wanted);
    const std::string_view waiting = input.waiting();
    bool more = false;
    while (at < options().batch && !more) {
      if (at == waiting.size() && input.ended()) break;
      const Extent found = extent(waiting, at, input.ended());
      if (found.large > 0) {
        if (at > 0) break;
        left_ = found.large;
        take_piece(input, batch);
        if (found.document) batch.error = too_large(options());
        return true;
      }
      more = found.end == 0;
      if (more) continue;
      if (found.headless && lost_) {
        if (at > 0) break;
        lost_ = found.lost;
        left_ = found.end;
        take_piece(input, batch);
        return true;
      }
      lost_ = found.lost;
      at = found.end;
    }
    if (!more) {
      if (at > 0) input.take(at, batch);
      return at > 0;
    }
    wanted = waiting.size() + std::max(options().batch, least_more);
  }
}

void SizedRecords::take_piece(bytes::Input& input, Batch& batch) {
  input.fill(std::min(left_, options().batch));
  const std::size_t size = std::min({left_, options().batch, input.waiting().size()});
  input.take(size, batch);
  batch.piece = true;
  left_ = input.ended() && input.waiting().empty() ? 0 : left_ - size;
}

}  // namespace dechaff::formats
