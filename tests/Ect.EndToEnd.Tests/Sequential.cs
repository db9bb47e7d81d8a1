// A network is about ten processes: two at a time on a small machine measure patience, not correctness.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
