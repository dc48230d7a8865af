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

  /// Drops a line with its ending. A line that is gone already is left as it is, and so is a fixed
  /// one (Document::fixed), here and in rewrite().
  void drop(std::size_t line, const Reason& reason, Because because = {}, float score = 1);

  /// Drops all lines: the document goes as a whole, fixed lines too.
  void drop_all(const Reason& reason, const Because& because, float score);

  /// Puts `replacement` in the place of `part`, bytes of the line's current text. A line of which
  /// nothing but white space is left is dropped.
  void rewrite(std::size_t line, Span part, std::string_view replacement, const Reason& reason,
               Because because = {}, float score = 1);

  /// One of several changes to a line.
  struct Rewrite {
    Span part;  // bytes of the line's current text
    std::string replacement;
    const Reason* reason;
    Because because{};
    float score = 1;
  };
  /// The same for many parts of a line, in order and without overlap, all by the text as it stands:
  /// O(length of the line), where one after another each costs as much. They are reported from the
  /// last to the first.
  void rewrite(std::size_t line, const std::vector<Rewrite>& parts);

  /// Puts `ending` in the place of the line's ending.
  void end_line(std::size_t line, std::string_view ending, const Reason& reason);

  /// Reports without changing anything.
  void flag(std::size_t line, Span original, const Reason& reason, Because because = {},
            float score = 1);

  void heading(std::size_t line, int level, float confidence, std::string_view shape);
  void heading(Heading heading);
  /// The line is the page's title.
  void title(std::size_t line) { document_.title = line; }
  void meta(std::string_view key, std::string_view value);

 private:
  bool may_change(std::size_t line) const {
    return document_.lines.kept(line) && !document_.is_fixed(line);
  }
  void drop_line(std::size_t line, const Reason& reason, Because because, float score);
  void note_rewrite(std::size_t line, Span original, std::string_view replacement,
                    const Reason& reason, Because because, float score);

  Document& document_;
  std::string_view stage_;
};

}  // namespace dechaff
