// A network is about ten processes: two at a time on a small machine that does other things too measure patience, not correctness.
// eng/test.sh runs two where there is nothing else to do.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
