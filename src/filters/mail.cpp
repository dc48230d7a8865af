#include <memory>
#include <vector>

#include "core/filter.h"
#include "filters/mail/mail_lines.h"
#include "filters/reasons.h"

namespace dechaff {
namespace {

namespace reason = reasons::mail;
using mail::Part;

/// Drops what a mail has around what its author wrote.
class Mail final : public Filter {
 public:
  void declare(Params& params) override {
    params.flag("quotes", quotes_, "drop the older mails below an answer");
    params.flag("signatures", signatures_, "drop signatures");
    params.flag("footers", footers_, "drop what mailing lists add");
  }

  void process(Document& document, Sink& sink) override {
    document.lines.measure();
    if (!mail::find_parts(document.lines, parts_)) return;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i] == Part::quote && quotes_) sink.drop(i, reason::quote);
      if (parts_[i] == Part::signature && signatures_) sink.drop(i, reason::signature);
      if (parts_[i] == Part::footer && footers_) sink.drop(i, reason::footer);
    }
  }

 private:
  bool quotes_ = true, signatures_ = true, footers_ = true;
  std::vector<Part> parts_;
};

}  // namespace

std::unique_ptr<Filter> make_mail() { return std::make_unique<Mail>(); }

}  // namespace dechaff
