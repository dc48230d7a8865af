#include <algorithm>
#include <memory>
#include <vector>

#include "core/filter.h"
#include "decide/prose.h"
#include "filters/leaks/code_line.h"
#include "filters/leaks/documentation.h"
#include "filters/reasons.h"

namespace dechaff {
namespace {

namespace reason = reasons::leaks;
using leaks::Code;
using leaks::CodeLine;
using leaks::Run;

constexpr std::size_t shown_code = 3;  // lines of code in their own form: the page is about code

/// Drops code that leaked between the paragraphs. What a page shows as code stays: in a fence,
/// indented, announced by a colon, named by the text, or on a page with more code of that sort.
class Leaks final : public Filter {
 public:
  void declare(Params&) override {}

  void process(Document& document, Sink& sink) override {
    LineTable& lines = document.lines;
    if (!judge(lines)) return;
    lines.measure();
    bool prose = false;
    for (std::size_t i = 0; i < lines.size() && !prose; ++i)
      prose = lines.kept(i) && code_[i].code == Code::none && decide::is_prose(lines, i);
    if (!prose) return;  // a file of code, or of data
    const std::vector<Run> runs = leaks::find_runs(lines, code_);
    if (about_code(runs)) return;
    for (const Run& run : runs) {
      if (leaked(lines, run)) drop(lines, run, sink);
    }
  }

 private:
  /// Says what each line is; false when none is code.
  bool judge(const LineTable& lines) {
    code_.assign(lines.size(), {});
    fences_ = 0;
    bool fenced = false, any = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines.kept(i)) continue;
      const std::string_view line = trim(lines.text[i]);
      if (line.starts_with("```") || line.starts_with("~~~")) {
        fenced = !fenced;
        ++fences_;
        continue;
      }
      if (fenced) continue;
      code_[i] = leaks::judge(line);
      any = any || (code_[i].code != Code::none && code_[i].code != Code::part);
    }
    return any;
  }

  bool about_code(const std::vector<Run>& runs) const {
    std::size_t shown = fences_ > 0 ? shown_code : 0;
    for (const Run& run : runs) {
      if (run.signature) continue;
      const Code code = code_[run.begin].code;
      const bool of_a_manual = code == Code::script || code == Code::style || code == Code::markup;
      if (run.introduced || run.indented || !run.packed || of_a_manual) shown += run.lines;
    }
    return shown >= shown_code;
  }

  bool leaked(const LineTable& lines, const Run& run) const {
    if (run.introduced || (run.indented && !run.signature)) return false;
    if (!run.signature) {
      if (!run.packed) return false;
    }
    return !leaks::text_names(lines, code_, run);
  }

  void drop(const LineTable& lines, const Run& run, Sink& sink) const {
    const Reason* above = &reason::script;
    for (std::size_t i = run.begin; i < run.end; ++i) {
      if (!lines.kept(i)) continue;
      if (code_[i].code != Code::none && code_[i].code != Code::part) above = &reason_of(code_[i]);
      sink.drop(i, *above);
    }
  }

  static const Reason& reason_of(const CodeLine& line) {
    switch (line.code) {
      case Code::style:
        return reason::style;
      case Code::data:
        return reason::data;
      case Code::shortcode:
        return reason::shortcode;
      case Code::comment:
        return reason::comment;
      case Code::markup:
        return reason::markup;
      case Code::pixel:
        return reason::pixel;
      case Code::encoded:
        return reason::encoded;
      case Code::script:
      case Code::part:
      case Code::none:
        break;
    }
    return reason::script;
  }

  std::vector<CodeLine> code_;
  std::size_t fences_ = 0;
};

}  // namespace

std::unique_ptr<Filter> make_leaks() { return std::make_unique<Leaks>(); }

}  // namespace dechaff
