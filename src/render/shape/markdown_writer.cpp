#include "formats/recognise.h"
#include "render/headings_writer.h"
#include "render/shape/writers.h"

namespace dechaff::render::shape {
namespace {

/// Markdown: headings that were found get their marks. Files of Markdown pass.
class MarkdownWriter final : public ShapeWriter {
 public:
  bool converts(const formats::Batch& batch, const formats::Record&) const override {
    if (!formats::is_whole_file(batch.format)) return true;
    const std::string extension = formats::extension_of(batch.source);
    return extension != ".md" && extension != ".markdown";
  }

 protected:
  void convert(const Rendering& what, std::string& out) const override {
    const std::size_t begin = out.size();
    append_marked(what.document, out);
    if (formats::is_whole_file(what.batch.format) || out.size() == begin) return;
    if (out.back() != '\n') out += '\n';
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<Writer> make_markdown_writer() { return std::make_unique<MarkdownWriter>(); }

}  // namespace dechaff::render::shape
