# Run by Rscript with rainette: reads a table once, and classifies it at each line it is sent.
suppressWarnings(suppressMessages({library(Matrix); library(quanteda); library(rainette)}))
table <- readMM(commandArgs(trailingOnly = TRUE)[1])
dimnames(table) <- list(paste0("p", seq_len(nrow(table))), paste0("w", seq_len(ncol(table))))
terms <- as.dfm(as(table, "CsparseMatrix"))
docvars(terms, "segment_source") <- docnames(terms)
cat("ready\n")
input <- file("stdin", "r")
while (length(readLines(input, n = 1)) > 0) {
  sink(nullfile())
  suppressMessages(rainette(terms, k = 10, min_segment_size = 0, min_split_members = 10))
  sink()
  cat("done\n")
}
