# What the R package survey computes of the people of invented.csv: run in this folder, writes survey.json.
suppressMessages(library(survey))
library(jsonlite)

people <- read.csv("invented.csv", stringsAsFactors = FALSE)
people$use <- factor(people$use, c("never", "monthly", "weekly", "daily"))
people$role <- factor(people$role, c("field", "office", "head"))
people$age <- factor(people$age, c("under 40", "40 and over"))
weighted <- svydesign(ids = ~1, weights = ~weight, data = people)
equal <- svydesign(ids = ~1, weights = rep(1, nrow(people)), data = people)

chi <- svychisq(~ use + role, weighted, statistic = "F")
plain <- chisq.test(table(people$use, people$role), correct = FALSE)
shares <- svymean(~use, weighted)

roles <- data.frame(role = c("field", "office", "head"), Freq = c(500, 300, 200))
ages <- data.frame(age = c("under 40", "40 and over"), Freq = c(380, 620))
raked <- rake(equal, list(~role, ~age), list(roles, ages), control = list(maxit = 100, epsilon = 1e-12, verbose = FALSE))
started <- svydesign(ids = ~1, weights = ~ I(weight * (1 + (use == "daily"))), data = people)
again <- rake(started, list(~role, ~age), list(roles, ages), control = list(maxit = 100, epsilon = 1e-12, verbose = FALSE))
by_cell <- function(design) {
  cells <- aggregate(weights(design), list(role = people$role, age = people$age, use = people$use), mean)
  setNames(as.list(cells$x), paste(cells$role, cells$age, cells$use, sep = "/"))
}

alpha <- function(items) ncol(items) / (ncol(items) - 1) * (1 - sum(diag(cov(items))) / sum(cov(items)))
items <- people[, paste0("item", 1:5)]

writeLines(toJSON(list(
  r = paste(R.version$major, R.version$minor, sep = "."),
  survey = as.character(packageVersion("survey")),
  weighted_table = unclass(svytable(~ use + role, weighted)),
  weighted_shares = setNames(as.list(coef(shares)), levels(people$use)),
  standard_errors = setNames(as.list(SE(shares)), levels(people$use)),
  svychisq = list(statistic = unname(chi$statistic), degrees = as.list(unname(chi$parameter)), p = unname(chi$p.value)),
  chisq = list(statistic = unname(plain$statistic), degrees = unname(plain$parameter), p = plain$p.value,
               least_expected = min(plain$expected)),
  raked = by_cell(raked), raked_again = by_cell(again),
  kish = sum(people$weight)^2 / sum(people$weight^2),
  alpha = alpha(items),
  weighted_mean = unname(coef(svymean(~item1, weighted))), mean = mean(people$item1), sd = sd(people$item1),
  quantiles = unname(quantile(people$item1, c(.25, .5, .75), type = 2))
), auto_unbox = TRUE, digits = NA, pretty = TRUE), "survey.json")
