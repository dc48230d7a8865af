#pragma once

#include "render/writer.h"

namespace dechaff::render {

/// The repeats of a document, a row each. Offsets are bytes of the document.
///
/// tsv: source, document, begin, end, begin and end of what it repeats, kind, similarity, text;
/// with `counts`: count, source, document, begin, end, kind, text. Tabs, line feeds and backslashes
/// of the text are written \t, \n and \\. jsonl: `dechaff.repeats/1`, see docs/formats.md.
class RepeatsWriter final : public Writer {
 public:
  explicit RepeatsWriter(bool jsonl = false, bool counts = false)
      : jsonl_(jsonl), counts_(counts) {}
  void document(const Rendering& what, std::string& out) const override;

 private:
  void tsv(const Document& document, const Decision& d, std::string& out) const;
  void json(const Document& document, const Decision& d, std::string& out) const;

  bool jsonl_, counts_;
};

}  // namespace dechaff::render
