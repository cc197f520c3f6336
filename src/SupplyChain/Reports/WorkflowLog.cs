namespace SupplyChain.Reports;

/// <summary>The build service whose log a text goes to.</summary>
public enum WorkflowLog
{
    /// <summary>GitHub Actions: <c>::error file=…::message</c>.</summary>
    GitHub,

    /// <summary>Azure Pipelines: <c>##vso[task.logissue …]message</c>.</summary>
    Azure,
}
