# What rainette gives on the Manifesto of 1848 (public domain), to compare `portulan.verbatim` with.
#
#   Rscript rainette.R manifeste_pc.txt > rainette.json
#
# rainette 0.3.1.1, quanteda 4.3.1, RSpectra 0.16-1, R 4.2.2. The text is the reference corpus of rainette itself.
# The sign of a first axis is arbitrary, and rainette's classes depend on it: here the largest coordinate is made
# positive, as in `portulan.verbatim`. Nothing else of rainette is touched.
suppressWarnings(suppressMessages({library(quanteda); library(rainette); library(jsonlite)}))
invisible(quanteda_options(threads = 1))

as_it_comes <- RSpectra::svds
same_sign <- function(A, k, ...) {
  found <- as_it_comes(A, k, ...)
  if (found$u[which.max(abs(found$u[, 1])), 1] < 0) found$u <- -found$u
  found
}
assignInNamespace("svds", same_sign, ns = "RSpectra")

path <- commandArgs(trailingOnly = TRUE)[1]
quiet <- function(run) { sink(stderr()); on.exit(sink()); suppressMessages(run) }
read <- quiet(import_corpus_iramuteq(path))
# quanteda's fastest words are parted by spaces alone, so that a line break would join two of them.
corpus <- corpus(gsub("[[:space:]]+", " ", as.character(read)), docvars = docvars(read))
segments <- quiet(split_segments(corpus, segment_size = 40))
words <- tokens(segments, remove_punct = TRUE, remove_numbers = TRUE)
words <- tokens_remove(tokens_tolower(tokens_split(tokens_split(words, "'"), "\u2019")), stopwords("fr"))
terms <- dfm_trim(dfm(words), min_docfreq = 3)
present <- dfm_weight(terms, scheme = "boolean")
rows <- lapply(seq_len(nrow(present)), function(row) which(as.vector(present[row, ]) > 0) - 1L)

run <- function(k, least) {
  found <- quiet(rainette(terms, k = k, min_segment_size = least, min_split_members = 10))
  list(classes = k, least_words = least, heights = found$height, levels = lapply(found$uce_groups, as.integer))
}
cat(toJSON(list(
  made_with = paste("rainette", packageVersion("rainette"), "quanteda", packageVersion("quanteda")),
  text = basename(path),
  segment_words = as.integer(lengths(strsplit(trimws(as.character(segments)), "[[:space:]]+"))),
  sources = as.integer(factor(docvars(segments)$segment_source, levels = unique(docvars(segments)$segment_source))) - 1L,
  term_count = ncol(present),
  terms = rows,
  runs = list(run(8, 0), run(6, 10))
), digits = 15, auto_unbox = TRUE))
