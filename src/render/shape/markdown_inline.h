#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/document.h"
#include "evidence/markup.h"
#include "render/shape/html_markdown.h"

namespace dechaff::render::shape {

/// The marks of a page in the order in which they are written.
class Marks {
 public:
  Marks(const html::Markup& markup, Links links);

  /// Those that begin in a stretch; stretches come in order.
  std::vector<const html::Markup::Mark*> in(Span span);

 private:
  std::vector<const html::Markup::Mark*> marks_;
  std::size_t next_ = 0;
};

/// Whether a line is the first of a block, where "# " and the like would be read as signs.
enum class Begins : std::uint8_t { nothing, block };

/// Appends the text of a line with its marks, escaped. A mark is written when something is left
/// inside.
void append_inline(const Document& document, std::size_t line, Marks& marks, Begins begins,
                   std::string& out);

}  // namespace dechaff::render::shape
