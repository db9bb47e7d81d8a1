// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IMatchmaker} from "../../src/matching/IMatchmaker.sol";
import {MatchmakerBase} from "../matching/MatchmakerBase.sol";
import {Code} from "../matching/Code.sol";
import {VM} from "../Vm.sol";

/// @notice What finding costs for each pool that is looked at, of the shipped bytecode, with all storage cold. Figures go to
/// snapshots/matchmaker.json.
/// forge-config: default.isolate = true
contract MatchmakerGasTest is MatchmakerBase {
    string private constant GROUP = "matchmaker";
    uint256 private constant CANDIDATES = 10;

    function _useShipped() internal pure override returns (bool) {
        return true;
    }

    function _pools(int64 memory_) private {
        _pools(memory_, true);
    }

    function _pools(int64 memory_, bool isCheaperEachTime) private {
        for (uint256 i = 0; i <= CANDIDATES; ++i) {
            uint256 pool = _pool(i);
            _stand(_order(pool, uint96(isCheaperEachTime ? 10 ether - i : 10 ether + i)));
            VM.prank(poolOwner.at);
            matchmaker.describe(pool, _four(memory_));
        }
    }

    function _four(int64 memory_) private pure returns (IMatchmaker.PoolAttribute[] memory attributes) {
        attributes = new IMatchmaker.PoolAttribute[](4);
        attributes[0] = _integer("Memory", memory_);
        attributes[1] = _text("Region", "eu");
        attributes[2] = _boolean("HasGPU", true);
        attributes[3] = _integer("Cpus", 8);
    }

    /// @dev One more candidate, and another nine: a ninth of the difference is the gas of one.
    function _perCandidate(IMatchmaker.PoolQuery memory query) private view returns (uint256) {
        query.most = 1;
        matchmaker.find(query);
        uint256 one = VM.lastCallGas().gasTotalUsed;
        query.most = CANDIDATES;
        matchmaker.find(query);
        return (VM.lastCallGas().gasTotalUsed - one) / (CANDIDATES - 1);
    }

    function test_Gas_of_a_candidate_that_meets_four_clauses() public {
        _pools(8192);
        IMatchmaker.PoolQuery memory query = _query(Code.fourClauses());
        query.policy = IMatchmaker.MatchPolicy.BestRank;
        query.rank = Code.attribute("cpus");
        uint256 gas = _perCandidate(query);
        VM.snapshotValue(GROUP, "candidate_4_clauses_and_rank", gas);
        query.policy = IMatchmaker.MatchPolicy.Cheapest;
        gas = _perCandidate(query);
        VM.snapshotValue(GROUP, "candidate_4_clauses", gas);
        VM.assertLe(gas, 70_000, "gas of a candidate");
        query.policy = IMatchmaker.MatchPolicy.FirstFit;
        query.most = 1;
        matchmaker.find(query);
        VM.snapshotGasLastCall(GROUP, "find_first_of_1");
    }

    /// @dev The hub need not be asked about its offer.
    function test_Gas_of_a_candidate_that_is_dearer_than_one_before_it() public {
        _pools(8192, false);
        IMatchmaker.PoolQuery memory query = _query(Code.fourClauses());
        query.policy = IMatchmaker.MatchPolicy.Cheapest;
        VM.snapshotValue(GROUP, "candidate_dearer", _perCandidate(query));
    }

    /// @dev What the owner says is too little, and the offer need not be read.
    function test_Gas_of_a_candidate_whose_description_does_not_do() public {
        _pools(1024);
        VM.snapshotValue(GROUP, "candidate_refused_by_description", _perCandidate(_query(Code.fourClausesSaid())));
    }

    function test_Gas_of_a_candidate_that_was_sold() public {
        _pools(8192);
        for (uint256 i = 0; i <= CANDIDATES; ++i) {
            uint256 pool = matchmaker.poolAt(i);
            VM.prank(poolOwner.at);
            pools.transferFrom(poolOwner.at, stranger.at, pool);
        }
        VM.snapshotValue(GROUP, "candidate_sold", _perCandidate(_query(Code.fourClauses())));
    }

    /// @dev As many instructions as there can be: none of them carries anything.
    function test_Gas_of_the_longest_program() public {
        bytes memory code = Code.TRUE;
        while (code.length < 1023) {
            code = bytes.concat(code, Code.UNDEFINED, Code.OR);
        }
        matchmaker.evaluate(poolId, code);
        VM.snapshotGasLastCall(GROUP, "evaluate_1023_bytes");
    }

    function test_Gas_of_describing() public {
        VM.prank(poolOwner.at);
        matchmaker.describe(poolId, _four(8192));
        VM.snapshotGasLastCall(GROUP, "describe_first_4_attributes");
        _describe(poolId, _integer("Memory", 4096));
        VM.snapshotGasLastCall(GROUP, "describe_again_1_attribute");
    }
}
