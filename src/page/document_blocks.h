#pragma once

#include <vector>

#include "core/document.h"
#include "evidence/mark_language.h"

namespace dechaff::page {

/// The blocks of a document with marks, kept beside it.
struct DocumentBlocks final : Workspace::Slot {
  void next_document() override;

  evidence::MarkLanguage language =
      evidence::MarkLanguage::none;  ///< none: the document has no marks
  bool named = false;                ///< its name says so, not its text
  evidence::Blocks blocks;
  evidence::Evidence lines;  ///< of Markdown

  // Work space.
  bool read = false;
  std::vector<text::Line> spans;
};

/// Reads them once: by its format or the name of its source, or else where the marks of the text
/// are enough. Not of what was HTML. O(bytes).
const DocumentBlocks& read_blocks(Document& document);

}  // namespace dechaff::page
