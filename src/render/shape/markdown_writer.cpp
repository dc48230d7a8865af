#include "formats/recognise.h"
#include "render/headings_writer.h"
#include "render/shape/html_markdown.h"
#include "render/shape/writers.h"

namespace dechaff::render::shape {
namespace {

/// Markdown: pages get back the marks of their elements, of other texts the headings that were
/// found get some. Files of Markdown pass.
class MarkdownWriter final : public ShapeWriter {
 public:
  explicit MarkdownWriter(const ShapeOptions& options)
      : links_(options.links ? Links::with_targets : Links::text_alone) {}

  bool converts(const formats::Batch& batch, const formats::Record&) const override {
    if (!formats::is_whole_file(batch.format)) return true;
    if (!batch.records.empty() && batch.records.front().page_markup) return true;
    const std::string extension = formats::extension_of(batch.source);
    return extension != ".md" && extension != ".markdown";
  }

 protected:
  void convert(const Rendering& what, std::string& out) const override {
    const std::size_t begin = out.size();
    if (what.record.page_markup) {
      append_markdown(what.document, *what.record.page_markup, links_, out);
    } else {
      append_marked(what.document, out);
    }
    if (formats::is_whole_file(what.batch.format) || out.size() == begin) return;
    if (out.back() != '\n') out += '\n';
    out += '\n';
  }

 private:
  Links links_;
};

}  // namespace

std::unique_ptr<Writer> make_markdown_writer(const ShapeOptions& options) {
  return std::make_unique<MarkdownWriter>(options);
}

}  // namespace dechaff::render::shape
