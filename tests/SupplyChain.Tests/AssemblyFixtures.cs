using SupplyChain.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SecretWatch))]
