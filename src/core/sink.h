#pragma once

#include <string>
#include <string_view>

#include "core/document.h"

namespace dechaff {

/// The only door for change: nothing leaves a document without a reason. One sink a stage and
/// document. Not thread-safe.
class Sink {
 public:
  Sink(Document& document, std::string_view stage) : document_(document), stage_(stage) {}

  /// Drops a line with its ending. A line that is gone already is left as it is.
  void drop(std::size_t line, const Reason& reason, std::string_view rule = {}, float score = 1);

  /// Puts `replacement` in the place of `part`, bytes of the line's current text. A line of which
  /// nothing but white space is left is dropped.
  void rewrite(std::size_t line, Span part, std::string_view replacement, const Reason& reason,
               std::string_view rule = {}, float score = 1);

  /// Puts `ending` in the place of the line's ending.
  void end_line(std::size_t line, std::string_view ending, const Reason& reason);

  /// Reports without changing anything; `of` is what the part repeats, where that applies.
  void flag(std::size_t line, Span original, const Reason& reason, std::string_view rule = {},
            float score = 1, Span of = {});

  void heading(std::size_t line, int level, float confidence, std::string_view shape);
  void meta(std::string_view key, std::string_view value);

 private:
  Document& document_;
  std::string_view stage_;
};

}  // namespace dechaff
