// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IEpochs} from "../interfaces/IEpochs.sol";
import {Merkle} from "../libraries/Merkle.sol";
import {Crew, CrewLibrary} from "../types/Crew.sol";
import {Deal, DealHash, DealId} from "../types/Deal.sol";
import {Epoch, EpochHash, EpochStatus} from "../types/Epoch.sol";
import {Mode} from "../types/Mode.sol";
import {Reputation, ReputationLibrary} from "../types/Reputation.sol";
import {Seat} from "../types/Seat.sol";
import {SettledPages} from "./SettledPages.sol";

/// @title Anchors and settlements of the epoch path.
abstract contract Epochs is SettledPages {
    /// @notice Epochs for which a bond must suffice at the same time: one being settled, one being worked on.
    uint256 public constant BOND_COVER = 2;
    /// @notice Most deals and signers of one settlement.
    uint256 public constant MAX_DEALS = 255;
    uint256 public constant MAX_SIGNERS = 255;

    uint256 private constant SIGNATURE_SIZE = 64;
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /* ANCHOR */

    /// @inheritdoc IEpochs
    function anchor(uint64 number, bytes32 root) external nonReentrant {
        Epoch storage epoch = _epochs[msg.sender][number];
        if (epoch.status != EpochStatus.Unset || root == bytes32(0)) revert WrongEpochStatus(msg.sender, number);

        _epochs[msg.sender][number] = Epoch(EpochStatus.Anchored, uint40(block.timestamp), bytes26(root));
        emit EpochAnchored(msg.sender, number, root);
    }

    /* SETTLE */

    /// @inheritdoc IEpochs
    function settle(Settlement calldata s) external nonReentrant {
        if (s.deals.length == 0) revert MalformedSettlement();
        if (s.deals.length > MAX_DEALS) revert TooMany(s.deals.length, MAX_DEALS);
        address scheduler = s.deals[0].scheduler;
        Epoch memory epoch = _epochs[scheduler][s.epoch];
        if (epoch.status != EpochStatus.Anchored) revert WrongEpochStatus(scheduler, s.epoch);
        if (epoch.root != bytes26(s.anchor)) revert WrongAnchor(epoch.root, s.anchor);

        bytes32[] memory ids = _identifyDeals(s.deals);
        Crew crew = _recover(s, scheduler, ids);
        bytes32 root = Merkle.rootInPlace(_settlePages(s, ids, crew, epoch.at));
        _creditCrew(crew);

        _epochs[scheduler][s.epoch] = Epoch(EpochStatus.Settled, uint40(block.timestamp), bytes26(root));
        emit EpochSettled(scheduler, s.epoch, root);
        // A plain account's transaction has the pages as its input for everybody to read.
        if (msg.sender != tx.origin || msg.sender.code.length != 0) {
            emit EpochPages(scheduler, s.epoch, crew.addresses(), s.pages);
        }
    }

    function _identifyDeals(Deal[] calldata deals) private view returns (bytes32[] memory ids) {
        ids = new bytes32[](deals.length);
        for (uint256 i = 0; i < deals.length; ++i) {
            Deal calldata deal = deals[i];
            DealId id = DealHash.idOf(deal);
            if (_deals[id].drawBlock == 0) revert UnknownDeal(id);
            bool fits = deal.scheduler == deals[0].scheduler && deal.pool == deals[0].pool;
            if (!fits || Mode.isDirect(deal.mode) || deal.workerStake >= MOST_STAKE) revert DealDoesNotFit(id);
            ids[i] = DealId.unwrap(id);
        }
    }

    /// @dev The signers, each once: in ascending order, and just those that everybody signed for.
    function _recover(Settlement calldata s, address scheduler, bytes32[] memory ids) private view returns (Crew crew) {
        bytes32 digest = _hashTypedDataV4(
            EpochHash.settlementStruct(
                scheduler, s.epoch, s.anchor, s.crew, keccak256(abi.encodePacked(ids)), keccak256(s.pages)
            )
        );
        bytes calldata signatures = s.signatures;
        uint256 count = signatures.length / SIGNATURE_SIZE;
        if (signatures.length != count * SIGNATURE_SIZE) revert MalformedSettlement();
        if (count > MAX_SIGNERS) revert TooMany(count, MAX_SIGNERS);
        crew = CrewLibrary.allocate(count);
        uint256 previous = 0;
        uint256 member = crew.member(0);
        for (uint256 i = 0; i < count;) {
            uint256 worker = _signer(digest, signatures, i);
            if (worker <= previous) revert UnsortedSigners(address(uint160(previous)), address(uint160(worker)));
            previous = worker;
            CrewLibrary.set(member, CrewLibrary.WORKER, worker);
            CrewLibrary.set(member, CrewLibrary.SEAT, _slotOf(worker));
            member = CrewLibrary.next(member);
            unchecked {
                ++i;
            }
        }
        if (crew.hash() != s.crew) revert WrongCrew(s.crew, crew.hash());
    }

    function _signer(bytes32 digest, bytes calldata signatures, uint256 i) private view returns (uint256 signer) {
        uint256 s;
        assembly ("memory-safe") {
            let at := add(signatures.offset, mul(i, 64))
            let vs := calldataload(add(at, 32))
            let free := mload(0x40)
            s := and(vs, sub(shl(255, 1), 1))
            mstore(free, digest)
            mstore(add(free, 32), add(27, shr(255, vs)))
            mstore(add(free, 64), calldataload(at))
            mstore(add(free, 96), s)
            mstore(0, 0)
            pop(staticcall(gas(), 1, free, 128, 0, 32))
            signer := mload(0)
        }
        if (signer == 0 || s > HALF_ORDER) revert BadSignature(i);
    }

    /* VIEWS */

    /// @inheritdoc IEpochs
    function isTaken(Deal calldata deal, uint32 index) external view returns (bool) {
        (DealId dealId,) = _identify(deal, index);
        return _isTaken(dealId, deal, index);
    }

    /// @inheritdoc IEpochs
    function epochOf(address scheduler, uint64 number) external view returns (Epoch memory) {
        return _epochs[scheduler][number];
    }

    /// @inheritdoc IEpochs
    function hashSettlement(
        address scheduler,
        uint64 epoch,
        bytes32 anchor_,
        bytes32 crew,
        bytes32 deals,
        bytes32 pages
    ) external view returns (bytes32) {
        return _hashTypedDataV4(EpochHash.settlementStruct(scheduler, epoch, anchor_, crew, deals, pages));
    }

    /* MONEY */

    /// @dev Rewards and reputation go to the seats; each bond must cover what its worker had at stake. Nothing overflows: all
    /// of the token's supply is less.
    function _creditCrew(Crew crew) private {
        uint256 member = crew.member(0);
        uint256 end = crew.member(crew.size());
        for (; member < end; member = CrewLibrary.next(member)) {
            uint256 worker = CrewLibrary.get(member, CrewLibrary.WORKER);
            uint256 due = CrewLibrary.get(member, CrewLibrary.DUE);
            uint256 seat = CrewLibrary.get(member, CrewLibrary.SEAT);
            uint256 risk = uint80(due >> 64) * BOND_COVER;
            if (uint64(seat >> 64) < risk) revert BondTooLow(address(uint160(worker)), uint64(seat >> 64), risk);
            unchecked {
                uint256 fees = uint96(due >> 144) / ReputationLibrary.UNIT;
                if (fees != 0) {
                    Reputation reputation = Reputation.wrap(uint64(seat >> 192)).add(fees, due >> 240);
                    seat = uint192(seat) | (uint256(Reputation.unwrap(reputation)) << 192);
                }
                _setSlot(worker, seat + (uint256(uint64(due)) << 128));
            }
        }
    }

    function _slotOf(uint256 worker) private view returns (uint256 slot) {
        Seat storage seat = _seats[address(uint160(worker))];
        assembly ("memory-safe") {
            slot := sload(seat.slot)
        }
    }

    function _setSlot(uint256 worker, uint256 slot) private {
        Seat storage seat = _seats[address(uint160(worker))];
        assembly ("memory-safe") {
            sstore(seat.slot, slot)
        }
    }
}
