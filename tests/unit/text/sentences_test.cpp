#include "text/sentences.h"

#include "catch.h"

using dechaff::Span;

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<Span> spans;
  dechaff::text::split_sentences(line, nullptr, spans);
  std::vector<std::string> out;
  std::size_t at = 0;
  for (const Span span : spans) {
    CHECK(span.begin == at);
    at = span.end;
    out.push_back(line.substr(span.begin, span.size()));
  }
  CHECK(at == line.size());
  return out;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("sentences end at stops, with closing quotes and the space behind") {
  CHECK(split("It rained. We left.") == Parts{"It rained. ", "We left."});
  CHECK(split("\"It rained.\" We left! Why?") == Parts{"\"It rained.\" ", "We left! ", "Why?"});
  CHECK(split("no stop at all") == Parts{"no stop at all"});
  CHECK(split("") == Parts{});
  CHECK(split("Wait... what?! Oh.") == Parts{"Wait... what?! ", "Oh."});
  CHECK(split("Wait... What now?") == Parts{"Wait... ", "What now?"});
}

TEST_CASE("abbreviations, initials, decimals and addresses end nothing") {
  CHECK(split("Dr. Smith met J. R. Jones.").size() == 1);
  CHECK(split("It cost 3.5 million. Then more.").size() == 2);
  CHECK(split("See www.example.com for more. Or ask.").size() == 2);
  CHECK(split("am 3. Oktober begann es. Danach nicht.").size() == 2);
  CHECK(split("some firms, e.g. banks, left.").size() == 1);
}

TEST_CASE("scripts with stops of their own") {
  CHECK(split("今天下雨。我们走了！为什么？").size() == 3);
  CHECK(split("他说：「走吧。」我们走了。").size() == 2);
  CHECK(split("यह एक वाक्य है। यह दूसरा है।").size() == 2);
  CHECK(split("هل هذا سؤال؟ نعم هو كذلك.").size() == 2);
}

TEST_CASE("known abbreviations end nothing, whatever follows") {
  dechaff::text::AbbreviationTable table;
  table.add({"bzw.", "usw.", "z.b."}, 1);
  table.add({"no."}, 2);
  int asked = 0;
  const dechaff::text::Abbreviations german(table, [&] { return ++asked, 1; });
  std::vector<Span> spans;
  dechaff::text::split_sentences("Nichts ist gekürzt. Es ist 5. Danach kommt e. Ende.", &german,
                                 spans);
  CHECK(asked == 0);  // the language cannot matter
  spans.clear();
  dechaff::text::split_sentences("Es gibt z.B. Brücken usw. Der Rest steht unten. Ende.", &german,
                                 spans);
  CHECK(spans.size() == 2);
  spans.clear();
  dechaff::text::split_sentences("Er sagte no. Das war alles.", &german, spans);
  CHECK(spans.size() == 2);  // it is one in another language
  CHECK(asked == 1);
  spans.clear();
  dechaff::text::split_sentences("Es gibt Brücken usw. Der Rest steht unten. Ende.", nullptr,
                                 spans);
  CHECK(spans.size() == 3);
}
